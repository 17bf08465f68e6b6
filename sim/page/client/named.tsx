/** A name and what it means; nothing, where nobody says what it means. */
export function Named({
  name,
  says,
}: {
  readonly name: string;
  readonly says: string | undefined;
}) {
  if (says === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{says}</dd>
    </div>
  );
}
