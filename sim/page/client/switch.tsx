type SwitchProps = {
  readonly legend: string;
  /** The name of the radio buttons, one of its own for each switch of a page. */
  readonly name: string;
  readonly options: readonly string[];
  readonly value: string;
  readonly onChange: (option: string) => void;
};

/** One of a few, all in sight. */
export function Switch({ legend, name, options, value, onChange }: SwitchProps) {
  return (
    <fieldset class="switch">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            checked={option === value}
            onChange={() => onChange(option)}
          />
          <span>{option}</span>
        </label>
      ))}
    </fieldset>
  );
}
