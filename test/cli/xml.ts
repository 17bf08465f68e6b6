/** An element of an XML document, as far as a test looks. */
export type Element = {
  readonly name: string;
  readonly attributes: { readonly [name: string]: string };
  readonly children: Element[];
  text: string;
};

const token =
  /<\?xml[^<>]*\?>|<!\[CDATA\[(?<data>[\s\S]*?)\]\]>|<(?<end>\/?)(?<name>[\w:-]+)(?<attributes>(?:\s+[\w:-]+="[^"<]*")*)\s*(?<empty>\/?)>|(?<text>[^<]+)/y;

/**
 * Reads an XML document without name spaces or a document type.
 *
 * @throws when it is not well-formed.
 */
export function readXml(document: string): Element {
  const root = element("", "");
  const open = [root];
  for (let at = 0; at < document.length; at = token.lastIndex) {
    token.lastIndex = at;
    const groups = token.exec(document)?.groups;
    const parent = open.at(-1);
    if (groups === undefined || parent === undefined) throw new Error(`No XML at ${at}.`);
    const { data, end, name, attributes = "", empty, text } = groups;
    if (text !== undefined) parent.text += plain(text);
    else if (data !== undefined) parent.text += data;
    else if (name === undefined) continue;
    else if (end === "/") {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element.`);
    } else {
      const child = element(name, attributes);
      parent.children.push(child);
      if (empty === "") open.push(child);
    }
  }
  const [only, ...others] = root.children;
  if (only === undefined || others.length > 0 || open.length > 1 || root.text.trim() !== "")
    throw new Error("An XML document is one element.");
  return only;
}

/** Returns an element's descendants of a name, in the document's order. */
export const elementsNamed = (parent: Element, name: string): readonly Element[] =>
  parent.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsNamed(child, name),
  ]);

const element = (name: string, attributes: string): Element => ({
  name,
  attributes: Object.fromEntries(
    [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [
      key,
      plain(value),
    ]),
  ),
  children: [],
  text: "",
});

const entities: { readonly [name: string]: string } = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#xA": "\n",
  "#xD": "\r",
};

/** Undoes entities, and refuses an ampersand that begins none. */
const plain = (text: string): string =>
  text.replaceAll(/&([^;\s]*;?)/g, (whole, name: string) => {
    const meant = entities[name.slice(0, -1)];
    if (meant === undefined) throw new Error(`"${whole}" is no entity.`);
    return meant;
  });
