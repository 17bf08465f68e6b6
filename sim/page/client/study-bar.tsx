import { ThemeChoice } from "./theme.tsx";

type StudyBarProps = { readonly sections: readonly (readonly [id: string, title: string])[] };

/** Where to look in the page of a study, in which colors; it stays in sight. */
export function StudyBar({ sections }: StudyBarProps) {
  return (
    <header class="bar">
      <nav aria-label="Sections">
        {sections.map(([id, title]) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      <ThemeChoice />
    </header>
  );
}
