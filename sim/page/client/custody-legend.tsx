/** What strokes, widths, colors and marks of the custody graph mean. */
export const CustodyLegend = () => (
  <figcaption class="custody-legend">
    <ul>
      {lines.map(({ stroke, says }) => (
        <li key={says}>
          <svg width="44" height="12" aria-hidden="true">
            <g class={`edge ${stroke}`}>
              <path class="line" d="M1 6H43" />
            </g>
          </svg>
          {says}
        </li>
      ))}
      <li>
        <svg width="44" height="18" aria-hidden="true">
          <g class="node taken">
            <rect class="outline" x="3" y="2" width="38" height="14" rx="3" />
          </g>
        </svg>
        fell: “use” while the foothold lasts, “extract” for good
      </li>
    </ul>
    <p class="faint">
      Control passes along the arrows, from the top down. A frame is an organization and what
      belongs to it.
    </p>
  </figcaption>
);

const lines = [
  { stroke: "quiet documented", says: "documented" },
  { stroke: "quiet alleged", says: "alleged" },
  { stroke: "quiet assumed", says: "assumed: no source says so" },
  { stroke: "taken documented", says: "led to what fell" },
  { stroke: "delegation documented", says: "signed by delegation" },
];
