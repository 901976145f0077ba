import IntlMessageFormat from 'intl-messageformat';
import { catalogue, type MessageValues, type TemplateName } from './catalogue.ts';
import { commonTexts, type FallbackNotice, fallbackNotices } from './common-texts.ts';
import { type FormattedValues, formattedValues } from './formatted-values.ts';
import {
  type CompleteLanguage,
  kommuneName,
  type Language,
  type MessageKommune,
  norwegianOf,
} from './language.ts';
import { type SmsLength, smsLength } from './sms-length.ts';
import type { Channel, TemplateText } from './template.ts';

export interface MessageRequest<Name extends TemplateName> {
  readonly template: Name;
  /** The language that was asked for; see `messageLanguages`. */
  readonly language: Language;
  readonly kommune: MessageKommune;
  readonly values: MessageValues<Name>;
  readonly channel: Channel;
}

/** One piece of a message. Letters and pages give each its own form; in plain text they are lines. */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'item';
  readonly text: string;
}

export interface RenderedMessage {
  /** Subject of an e-mail, heading of a letter; not in an SMS. */
  readonly subject?: string;
  /** The whole message as plain text. */
  readonly text: string;
  /** The same in pieces, for letters; greeting and closing are not among them. */
  readonly blocks: readonly Block[];
  /** What stands below the signature. */
  readonly below: readonly Block[];
  /** The language the message is in. */
  readonly language: CompleteLanguage;
  /** The language that was asked for, when the message does not exist in it. The message says so itself. */
  readonly fellBackFrom?: Language;
  /** How an SMS travels and in how many parts. */
  readonly smsSegments?: SmsLength;
}

/**
 * Writes one message in one language for one channel.
 *
 * South and Lule Sámi texts do not exist yet: such a message comes in Northern Sámi when the kommune is one
 * where Northern Sámi is used, otherwise in the kommune's Norwegian, and says so in both languages.
 *
 * @throws RangeError when a value is missing, unknown, or not of the kind the template takes, and when the
 * template is not written for the channel. The error names the placeholder, never its value.
 */
export function renderMessage<Name extends TemplateName>(request: MessageRequest<Name>): RenderedMessage {
  const { channel, kommune } = request;
  const language = languageOf(request.language, kommune);
  const text: TemplateText = catalogue[request.template].texts[language];
  const kinds = catalogue[request.template].values;
  const values = formattedValues(kinds, request.values, { language, kommune });
  const notice = language === request.language ? null : noticeFor(request.language);
  const fellBack = notice ? { fellBackFrom: request.language } : {};
  const common = { language, ...fellBack };

  if (channel === 'sms') {
    if (text.sms === undefined) throw notWritten(request);
    const sms = inOneLine([written(text.sms, language, values), notice?.inFallback[language] ?? '']);
    return {
      ...common,
      text: sms,
      blocks: [{ kind: 'paragraph', text: sms }],
      below: [],
      smsSegments: smsLength(sms),
    };
  }
  const body = channel === 'email' ? text.email : text.letter;
  if (body === undefined) throw notWritten(request);
  const { greeting, closing, questions } = commonTexts[language];
  const blocks = [
    ...(notice ? noticeBlocks(notice, language) : []),
    ...[...body, questions].flatMap((paragraph) => blockOf(paragraph, language, values)),
  ];
  const below = (text.below ?? []).flatMap((paragraph) => blockOf(paragraph, language, values));
  const signed = `${closing}\n${kommuneName(kommune, language)}`;
  return {
    ...common,
    subject: written(channel === 'letter' ? (text.title ?? text.subject) : text.subject, language, values),
    text: [greeting, plainText(blocks), signed, plainText(below)].filter((part) => part !== '').join('\n\n'),
    blocks,
    below,
  };
}

/**
 * Writes a message in several languages, each once and in the order given. Where two of them end in the same
 * language, the one that says that it fell back is kept.
 *
 * @throws RangeError as `renderMessage`.
 */
export function renderInLanguages<Name extends TemplateName>({
  languages,
  valuesIn,
  ...request
}: Omit<MessageRequest<Name>, 'language' | 'values'> & {
  /** See `messageLanguages`. */
  readonly languages: readonly Language[];
  /** The values, for a message that ends in this language: a reason is a text of its own. */
  readonly valuesIn: (language: CompleteLanguage) => MessageRequest<Name>['values'];
}): readonly RenderedMessage[] {
  const messages = new Map<CompleteLanguage, RenderedMessage>();
  for (const language of languages) {
    const values = valuesIn(languageOf(language, request.kommune));
    const message = renderMessage({ ...request, values, language });
    if (!messages.has(message.language) || message.fellBackFrom) messages.set(message.language, message);
  }
  return [...messages.values()];
}

function languageOf(asked: Language, kommune: MessageKommune): CompleteLanguage {
  if (asked !== 'sma' && asked !== 'smj') return asked;
  return kommune.sami === 'se' ? 'se' : norwegianOf(kommune);
}

function noticeFor(language: Language): FallbackNotice | null {
  return language === 'sma' || language === 'smj' ? fallbackNotices[language] : null;
}

function noticeBlocks(notice: FallbackNotice, language: CompleteLanguage): readonly Block[] {
  return [{ kind: 'paragraph', text: `${notice.own} (${notice.inFallback[language]})` }];
}

/** Formats once per text and language: an ICU text is parsed the first time it is used. */
const parsed = new Map<string, IntlMessageFormat>();

function written(text: string, language: CompleteLanguage, values: FormattedValues): string {
  const key = `${language}|${text}`;
  const format = parsed.get(key) ?? new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
  parsed.set(key, format);
  return String(format.format({ ...values })).trim();
}

/** What kind of block it is says the template alone: a value that begins with a dash makes no list. */
function blockOf(paragraph: string, language: CompleteLanguage, values: FormattedValues): readonly Block[] {
  const kind = paragraph.startsWith('# ') ? 'heading' : paragraph.startsWith('- ') ? 'item' : 'paragraph';
  const text = written(kind === 'paragraph' ? paragraph : paragraph.slice(2), language, values);
  return text === '' ? [] : [{ kind, text }];
}

/** List items stand line under line; everything else is set apart by an empty line. */
function plainText(blocks: readonly Block[]): string {
  return blocks
    .map(({ kind, text }, index) => {
      const inList = kind === 'item' && blocks[index - 1]?.kind === 'item';
      const gap = index === 0 ? '' : inList ? '\n' : '\n\n';
      return `${gap}${kind === 'item' ? '- ' : ''}${text}`;
    })
    .join('');
}

const inOneLine = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');

function notWritten({ template, channel }: { template: TemplateName; channel: Channel }): RangeError {
  return new RangeError(`${template} is not written for ${channel}`);
}
