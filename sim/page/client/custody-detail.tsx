import { formatUtc } from "../../core/time.ts";
import { plural } from "../../core/words.ts";
import type {
  CustodyPicture,
  PictureEdge,
  PictureNode,
  Signed,
} from "../../report/custody-picture.ts";
import type { Chosen } from "./custody-graph.tsx";

type DetailProps = { readonly picture: CustodyPicture; readonly chosen: Chosen | null };

/** All that is known of what the reader looks at. */
export function CustodyDetail({ picture, chosen }: DetailProps) {
  const node = picture.nodes.find(({ id }) => chosen?.what === "node" && id === chosen.id);
  const edge = picture.edges.find(({ id }) => chosen?.what === "edge" && id === chosen.id);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must do so by keyboard
    <section class="custody-detail" aria-label="Details" aria-live="polite" tabIndex={0}>
      {node && <NodeDetail picture={picture} node={node} />}
      {edge && <EdgeDetail edge={edge} />}
      {!node && !edge && (
        <p class="faint">
          Point at a node or a connection for what is known of it; a click keeps it. By keyboard:
          Tab, then arrows.
        </p>
      )}
    </section>
  );
}

function NodeDetail({ picture, node }: Pick<DetailProps, "picture"> & { node: PictureNode }) {
  const { taken, began } = node;
  const owners = picture.nodes.filter(({ id }) => node.organizations.includes(id));
  const edges = picture.edges.filter(({ from, to }) => from === node.id || to === node.id);
  return (
    <>
      <h3>{node.label}</h3>
      <p>
        <code>{node.id}</code>
        {owners.length > 0 && ` of ${owners.map(({ label }) => label).join(" and ")}`}
      </p>
      {node.note !== null && <p>{node.note}</p>}
      {taken === null ? (
        <p>It did not fall.</p>
      ) : (
        <p class="fell">
          <strong>{taken.capability}</strong> by {taken.actor} since {formatUtc(taken.since)}
          {began !== null && `: it began here, ${began.how}`}
          {began?.until != null && `; lost again ${formatUtc(began.until)}`}.
        </p>
      )}
      {node.signed.map((signed) => (
        <p key={signed.obtained} class={signed.obtained === "delegation" ? "delegated" : "fell"}>
          {signedWords(signed)}.
        </p>
      ))}
      {taken !== null && taken.path.length > 0 && (
        <EdgeList title={pathTitle(picture, taken.path)} edges={edgesIn(picture, taken.path)} />
      )}
      <EdgeList title={plural(edges.length, "connection")} edges={edges} />
    </>
  );
}

function EdgeDetail({ edge }: { readonly edge: PictureEdge }) {
  return (
    <>
      <h3>{edge.says}</h3>
      <p>
        <span class="faint">{edge.kind}</span> <code>{edge.id}</code>
      </p>
      <p>
        <strong>{edge.certainty}</strong>: {edge.source}
      </p>
      <p>{[whenWords(edge), ...edge.details].join("; ")}.</p>
      {edge.note !== null && <p>{edge.note}</p>}
      {edge.lapsed !== null && <p>It held at no time of this run: {edge.lapsed}.</p>}
      {edge.status === "taken" && <p class="fell">On the way to what fell.</p>}
      {edge.status === "delegation" && <p class="delegated">Signatures came through it.</p>}
    </>
  );
}

function EdgeList(props: { readonly title: string; readonly edges: readonly PictureEdge[] }) {
  const { title, edges } = props;
  return (
    <>
      <h4>{title}</h4>
      <ol class="custody-path">
        {edges.map((edge) => (
          <li key={edge.id}>
            {edge.says}{" "}
            <small>
              {edge.certainty}
              {edge.certainty !== "assumed" && `, ${edge.source}`}
            </small>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Returns edges by their ids, in the order of the ids. */
const edgesIn = (picture: CustodyPicture, ids: readonly string[]): readonly PictureEdge[] =>
  ids.flatMap((id) => picture.edges.find((edge) => edge.id === id) ?? []);

function pathTitle(picture: CustodyPicture, path: readonly string[]): string {
  const edges = edgesIn(picture, path);
  const counts = (["documented", "alleged", "assumed"] as const).flatMap((certainty) => {
    const count = edges.filter((edge) => edge.certainty === certainty).length;
    return count === 0 ? [] : [`${count} ${certainty}`];
  });
  return `Reached by ${plural(path.length, "connection")}: ${counts.join(", ")}`;
}

const signedWords = ({ obtained, count, since }: Signed): string =>
  `${plural(count, "signature")} ${ways[obtained]}, the first ${formatUtc(since)}`;

const ways: { readonly [obtained in Signed["obtained"]]: string } = {
  extract: "with a copy of it",
  use: "made where it is",
  delegation: "through a delegation",
};

/** Returns when an edge holds, in words. */
export function whenWords({ since, until }: Pick<PictureEdge, "since" | "until">): string {
  if (since === null && until === null) return "always";
  return [
    ...(since === null ? [] : [`since ${formatUtc(since)}`]),
    ...(until === null ? [] : [`until ${formatUtc(until)}`]),
  ].join(" ");
}
