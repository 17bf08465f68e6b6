/** Returns a text as HTML shows it: nothing in it is a tag, an attribute or an entity. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
