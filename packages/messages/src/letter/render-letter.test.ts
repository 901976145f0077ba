import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { invitationLetter, letterExample, samiLetters } from '../../test/letter-example.ts';
import { exampleValues, kaafjord } from '../../test/message-examples.ts';
import { templateNames } from '../catalogue.ts';
import { completeLanguages } from '../language.ts';
import { renderMessage } from '../render-message.ts';
import { type LetterRequest, letterData, renderLetter } from './render-letter.ts';

const request: LetterRequest = { ...letterExample, parts: [invitationLetter('nb')] };
const asText = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');

/** What each glyph in the file stands for: the code points of its character maps, which copying and searching use. */
function mappedCharacters(pdf: Uint8Array): string {
  const maps = asText(pdf).matchAll(/begin(bfchar|bfrange)([\s\S]*?)endbf/g);
  const codes = [...maps].flatMap(([, , body = '']) => [...body.matchAll(/<([0-9A-Fa-f]{4})>\s*$/gm)]);
  return codes.map(([, hex = '0']) => String.fromCodePoint(Number.parseInt(hex, 16))).join('');
}

describe('a letter', () => {
  test('is PDF/A-2a, tagged, with title, author, date and language', () => {
    const pdf = asText(renderLetter(request));

    expect(pdf).toMatch(/^%PDF-1\.7/);
    expect(pdf).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>');
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toMatch(/\/Lang ?\(nb-NO\)/);
    expect(pdf).toContain('<xmp:CreateDate>2027-01-25T07:00:00Z</xmp:CreateDate>');
    expect(Buffer.from(pdf, 'latin1').toString('utf8')).toContain(
      'Barnehageplass til Áilu: svar på to spørsmål',
    );
    expect(pdf).toMatch(/\/S ?\/H1/);
    expect(pdf).toMatch(/\/S ?\/Link/);
  });

  test('the same request gives the same bytes, also after other letters', () => {
    const first = renderLetter(request);
    renderLetter({ ...request, caseNumber: '2027/9', parts: [invitationLetter('se')] });

    expect(Buffer.compare(renderLetter(request), first)).toBe(0);
  });

  test('another process gives the same bytes: no random ids, no order that hangs on the run', () => {
    const program = fileURLToPath(new URL('../../test/print-letter-sum.ts', import.meta.url));
    const sum = createHash('sha256').update(renderLetter(letterExample)).digest('hex');

    expect(execFileSync(process.execPath, [program], { encoding: 'utf8' })).toBe(sum);
  });

  test('another creation time gives another file: nothing is taken from the clock', () => {
    const later = renderLetter({ ...request, createdAt: new Date('2027-01-26T07:00:00Z') });

    expect(Buffer.compare(later, renderLetter(request))).not.toBe(0);
  });

  test('holds every Sámi letter as itself, for copying, searching and reading aloud', () => {
    const characters = mappedCharacters(renderLetter(request));

    for (const letter of samiLetters.replace(' ', '')) expect(characters).toContain(letter);
  });

  test('in two languages names both, each part under its own language', () => {
    const pdf = asText(renderLetter({ ...request, parts: [invitationLetter('se'), invitationLetter('nb')] }));

    expect(pdf).toMatch(/\/Lang ?\(se-NO\)/);
    expect(pdf).toMatch(/\/Lang ?\(nb-NO\)/);
    expect(pdf).toMatch(/\/Count 2/);
  });

  test('a character that no font holds stops the letter, and the error does not show it', () => {
    const set = () => renderLetter({ ...request, recipient: ['漢字 Nordmann'] });

    expect(set).toThrow(/PDF\/A/);
    expect(set).not.toThrow(/漢|Nordmann/);
  });

  test('names and reasons are set as they are: markup has no meaning', () => {
    expect(() =>
      renderLetter({ ...request, recipient: ['#panic("x") *_$ @ref <label> \\'], signers: [] }),
    ).not.toThrow();
  });

  test.each([[[]], [['1', '2', '3', '4', '5', '6', '7']]])(
    'an address of %j does not fit the window',
    (recipient) => {
      expect(() => renderLetter({ ...request, recipient })).toThrow(RangeError);
    },
  );

  test.each([
    // In the administrative area the Sámi name comes first; elsewhere after the Norwegian; and each once.
    { sami: 'se' as const, names: ['Gáivuona suohkan', 'Kåfjord kommune', 'Kaivuonon komuuni'] },
    { sami: null, names: ['Kåfjord kommune', 'Gáivuona suohkan', 'Kaivuonon komuuni'] },
  ])('bears every official name of the kommune ($sami)', ({ sami, names }) => {
    expect(letterData({ ...request, kommune: { ...kaafjord, sami } }).names).toEqual(names);
  });

  test('gives the signer a title in the language of each part', () => {
    const parts = [invitationLetter('se'), invitationLetter('nn')] as const;
    const titles = letterData({ ...request, parts }).parts.map(({ signers }) => signers[0]?.title);
    expect(titles).toEqual(['mánáidgárdehoavda', 'barnehagesjef']);
  });

  test('ends no line inside a section, an amount or a telephone number', () => {
    const text = 'Etter § 3 b og §§ 4 til 9 betaler dere 1 200 kroner. Ring 77 00 00 00 i uke 2.';
    const part = { ...invitationLetter('nb'), blocks: [{ kind: 'paragraph' as const, text }] };
    const [group] = letterData({ ...request, parts: [part] }).parts[0]?.groups ?? [];
    expect(group?.texts[0]?.replaceAll('\u00a0', '~')).toBe(
      'Etter §~3~b og §§~4 til 9 betaler dere 1~200~kroner. Ring 77~00~00~00 i uke 2.',
    );
  });

  test('every letter of the catalogue fits one page, in every language', () => {
    for (const name of templateNames) {
      for (const language of completeLanguages) {
        const {
          subject = '',
          blocks,
          below,
        } = renderMessage({
          template: name,
          language,
          kommune: kaafjord,
          values: exampleValues[name],
          channel: 'letter',
        });
        const pdf = asText(renderLetter({ ...request, parts: [{ language, subject, blocks, below }] }));
        expect(pdf.match(/\/Type ?\/Page[^s]/g)?.length, `${name} ${language}`).toBe(1);
      }
    }
  });
});
