import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { IsoDate } from '@opptak/domain';
import { commonTexts } from '../common-texts.ts';
import {
  type CompleteLanguage,
  kommuneName,
  type MessageKommune,
  norwegianOf,
  type OwnText,
  ownText,
} from '../language.ts';
import type { Block } from '../render-message.ts';
import { dateText } from '../value-text.ts';

/** One language of a letter; what `renderMessage` gives for the channel 'letter'. */
export interface LetterPart {
  readonly language: CompleteLanguage;
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** Below the signature, in smaller type. */
  readonly below: readonly Block[];
}

export interface LetterRequest {
  readonly kommune: MessageKommune;
  /**
   * Name and address lines for the envelope's window, at most six. Only the name where the address is
   * protected: the print service adds the address and we never hold it.
   */
  readonly recipient: readonly string[];
  /** The archive's number for the case. */
  readonly caseNumber: string;
  /** The date the letter carries. */
  readonly on: IsoDate;
  /** Written into the file. Pass the instant the letter was decided, so that printing it again gives the same bytes. */
  readonly createdAt: Date;
  /** Who answers for the letter, up to three. */
  readonly signers: readonly { readonly name: string; readonly title: OwnText }[];
  /** The recipient's own language first. A second language starts on a new page. */
  readonly parts: readonly [LetterPart, ...LetterPart[]];
}

/**
 * Sets a letter as PDF/A-2a: for the archive, tagged, with title and language for screen readers.
 *
 * The same request gives the same bytes: fonts come with the package, times from the request, ids from the content.
 *
 * @throws RangeError when the address does not fit the window, or there are more than three signers.
 * @throws Error when a character is in none of the letter's fonts, or the letter could not be set.
 */
export function renderLetter(request: LetterRequest): Uint8Array {
  if (request.recipient.length === 0 || request.recipient.length > 6) {
    throw new RangeError('A letter has one to six address lines');
  }
  if (request.signers.length > 3) throw new RangeError('A letter has at most three signers');
  return new Uint8Array(set(letterCompiler(), JSON.stringify(letterData(request))));
}

function set(compiler: NodeCompiler, letter: string): Buffer {
  try {
    // In one call: a compiled document handed to JavaScript is not freed before the event loop turns, and a
    // campaign would hold half a megabyte for each letter.
    return compiler.pdf({ mainFileContent: source, inputs: { letter } }, { pdfStandard: 'a-2a' });
  } catch {
    // The compiler's own error quotes the text it stumbled on, which may be a name: it goes no further.
    throw new Error('The letter could not be written as PDF/A: a character may be in none of its fonts');
  } finally {
    // The compiler remembers what it has set; keep the fonts and the last letters only.
    compiler.evictCache(3);
  }
}

const source = readFileSync(new URL('./letter.typ', import.meta.url), 'utf8');

const fontFiles = ['400Regular/NotoSans_400Regular.ttf', '700Bold/NotoSans_700Bold.ttf'];

let compiler: NodeCompiler | undefined;

/** Loading the fonts takes most of a second, so the compiler is kept. It holds nothing of any letter. */
function letterCompiler(): NodeCompiler {
  const require = createRequire(import.meta.url);
  compiler ??= NodeCompiler.create({
    fontArgs: [
      {
        fontBlobs: fontFiles.map((file) =>
          readFileSync(require.resolve(`@expo-google-fonts/noto-sans/${file}`)),
        ),
      },
    ],
  });
  return compiler;
}

/** What the typst source reads: words, dates and texts, all as plain strings. */
export function letterData({ kommune, recipient, caseNumber, on, createdAt, signers, parts }: LetterRequest) {
  const [{ language }] = parts;
  return {
    names: letterheadNames(kommune),
    sender: kommuneName(kommune, language),
    postalAddress: kommune.postalAddress,
    contact: [kommune.phone, kommune.email, kommune.website],
    recipient,
    caseNumber,
    date: dateText(on, language),
    created: {
      year: createdAt.getUTCFullYear(),
      month: createdAt.getUTCMonth() + 1,
      day: createdAt.getUTCDate(),
      hour: createdAt.getUTCHours(),
      minute: createdAt.getUTCMinutes(),
      second: createdAt.getUTCSeconds(),
    },
    words: commonTexts[language].letter,
    parts: parts.map((part) => ({
      ...pdfLanguage[part.language],
      subject: part.subject,
      groups: grouped(part.blocks),
      below: grouped(part.below),
      closing: commonTexts[part.language].closing,
      sender: kommuneName(kommune, part.language),
      signers: signers.map(({ name, title }) => ({ name, title: ownText(title, kommune, part.language) })),
      signedElectronically: commonTexts[part.language].letter.signedElectronically,
      alsoIn: commonTexts[part.language].letter.alsoIn,
    })),
  };
}

/** What screen readers are told. */
const pdfLanguage = {
  nb: { lang: 'nb', region: 'NO' },
  nn: { lang: 'nn', region: 'NO' },
  en: { lang: 'en', region: 'GB' },
  se: { lang: 'se', region: 'NO' },
} as const;

/**
 * All names of the kommune. The Sámi one comes first where the kommune is in the administrative area; elsewhere a kommune may
 * have one all the same, after the Norwegian: Nordreisa, Ráissa suohkan, Raisin komuuni.
 */
function letterheadNames({ names, norwegian, sami, otherNames }: MessageKommune): readonly string[] {
  const first = sami === null ? [] : [names[sami]];
  const all = [...first, names[norwegianOf({ norwegian })] ?? names.nb, names.se, names.sma, names.smj];
  return [...new Set([...all, ...otherNames])].filter((name) => name !== undefined);
}

interface Group {
  readonly kind: Block['kind'];
  readonly texts: readonly string[];
}

/** Items that follow each other are one list, for the page and for screen readers. */
function grouped(blocks: readonly Block[]): readonly Group[] {
  const groups: { readonly kind: Block['kind']; readonly texts: string[] }[] = [];
  for (const block of blocks) {
    const { kind } = block;
    const text = keptTogether(block.text);
    const last = groups.at(-1);
    if (kind === 'item' && last?.kind === 'item') last.texts.push(text);
    else groups.push({ kind, texts: [text] });
  }
  return groups;
}

/** No line ends inside "§ 3 b", "1 200 kroner" or a telephone number. */
const keptTogether = (text: string): string =>
  text
    .replace(/(§|NOK) (?=\d)/g, '$1\u00a0')
    .replace(/(?<=\d) (?=\d|kroner|ruvnno)/g, '\u00a0')
    .replace(/(?<=§\u00a0\d+) (?=[a-z]\b)/g, '\u00a0');
