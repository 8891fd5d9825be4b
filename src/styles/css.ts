/** A style sheet that shadow roots share; made without a `<style>`, which a strict policy refuses. */
export function css({ raw }: TemplateStringsArray): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(raw[0]!);
  return sheet;
}
