/** Paragraphs that stand only when a choice has a certain value; otherwise they come out empty and are left out. */
export function onlyWhen(choice: string, value: string, paragraphs: readonly string[]): readonly string[] {
  return paragraphs.map((paragraph) => {
    const mark = /^(# |- )?/.exec(paragraph)?.[0] ?? '';
    return `${mark}{${choice}, select, ${value} {${paragraph.slice(mark.length)}} other {}}`;
  });
}
