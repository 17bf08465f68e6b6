import { formatUtc } from "../../core/time.ts";
import type { CustodyPicture } from "../../report/custody-picture.ts";
import { kindNames } from "../../report/custody-words.ts";
import { whenWords } from "./custody-detail.tsx";
import { Scroll } from "./scroll.tsx";

/** The picture in words: everything that fell, and every connection. */
export function CustodyTables({ picture }: { readonly picture: CustodyPicture }) {
  const taken = picture.nodes.flatMap((node) =>
    node.taken === null ? [] : [{ ...node, ...node.taken }],
  );
  return (
    <>
      {taken.length > 0 && (
        <details>
          <summary>What fell, and by which path: {taken.length} nodes</summary>
          <Scroll label="What fell">
            <table class="custody-table">
              <thead>
                <tr>
                  <th scope="col">node</th>
                  <th scope="col">kind</th>
                  <th scope="col">fell</th>
                  <th scope="col">since</th>
                  <th scope="col">path</th>
                </tr>
              </thead>
              <tbody>
                {taken.map(({ id, kind, label, capability, actor, since, path, began }) => (
                  <tr key={id}>
                    <th scope="row">
                      {label}
                      <small>
                        <code>{id}</code>
                      </small>
                    </th>
                    <td>{kindNames[kind]}</td>
                    <td>
                      {capability} <small>by {actor}</small>
                    </td>
                    <td class="when">{formatUtc(since)}</td>
                    <td>
                      {began !== null && `It began here: ${began.how}. `}
                      <code>{path.join(", ")}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </details>
      )}
      <EveryEdge picture={picture} />
    </>
  );
}

function EveryEdge({ picture }: { readonly picture: CustodyPicture }) {
  return (
    <details>
      <summary>Every connection, with who says so: {picture.edges.length}</summary>
      <Scroll label="Every connection">
        <table class="custody-table connections">
          <thead>
            <tr>
              <th scope="col">connection</th>
              <th scope="col">kind</th>
              <th scope="col">from</th>
              <th scope="col">to</th>
              <th scope="col">holds</th>
              <th scope="col">certainty</th>
              <th scope="col">source</th>
            </tr>
          </thead>
          <tbody>
            {picture.edges.map((edge) => (
              <tr key={edge.id}>
                <th scope="row">
                  <code>{edge.id}</code>
                </th>
                <td>
                  {edge.kind}
                  {edge.details.length > 0 && <small>{edge.details.join("; ")}</small>}
                </td>
                <td>
                  <code>{edge.from}</code>
                </td>
                <td>
                  <code>{edge.to}</code>
                </td>
                <td class="when">{whenWords(edge)}</td>
                <td>{edge.certainty}</td>
                <td>
                  {edge.source}
                  {edge.note !== null && <small>{edge.note}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
