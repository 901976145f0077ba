import { isoDate, kommuneNumber } from '@opptak/domain';
import { renderMessage } from '@opptak/messages';
import { readTenants } from '@opptak/service';
import { describe, expect, test } from 'vitest';
import { messageKommune } from '../messages/tenant-letters.ts';
import { nextDeadline } from './invitation-messages.ts';

const kaafjord = messageKommune(readTenants('examples/tenants.json').get(kommuneNumber('5540')));

/** The deadline was on 1 March 2027; a family moves in ten days later. */
const round = { deadlineAt: new Date('2027-03-01T22:59:59.999Z') };
const at = new Date('2027-03-11T08:00:00Z');

describe('the deadline after this one, as newcomers read it', () => {
  test('is the one that the kommune has set; without one, the same day a year later, and said to be expected', () => {
    expect(nextDeadline({ nextDeadlineOn: isoDate('2028-02-15') }, round, at)).toEqual({
      deadlineOn: '2028-02-15',
      deadline: 'set',
    });
    expect(nextDeadline({}, round, at)).toEqual({ deadlineOn: '2028-03-01', deadline: 'expected' });
    // One that was set for this round, or has passed, says nothing of the next.
    for (const stale of ['2027-03-01', '2027-03-10']) {
      expect(nextDeadline({ nextDeadlineOn: isoDate(stale) }, round, at)).toMatchObject({
        deadline: 'expected',
      });
    }
    const leapDay = { deadlineAt: new Date('2028-02-29T22:59:59.999Z') };
    expect(nextDeadline({}, leapDay, at).deadlineOn).toBe('2029-02-28');
  });

  test('is called expected in the message, in each language', () => {
    const written = (language: 'nb' | 'nn' | 'en' | 'se', deadline: 'set' | 'expected') =>
      renderMessage({
        template: 'new-resident',
        language,
        kommune: kaafjord,
        channel: 'letter',
        values: {
          childName: 'Barn',
          link: 'https://opptak.example/i/1',
          deadlineOn: isoDate('2028-03-01'),
          deadline,
          answers: 'one',
        },
      }).text;
    const guess = {
      nb: 'kommunen har ikke satt fristen ennå. Svarer',
      nn: 'kommunen har ikkje sett fristen enno. Svarar',
      en: 'the municipality has not set the deadline yet. If',
      se: 'suohkan ii leat vel mearridan áigemeari. Jus',
    } as const;
    for (const language of ['nb', 'nn', 'en', 'se'] as const) {
      expect(written(language, 'expected')).toContain(guess[language]);
      expect(written(language, 'set')).not.toContain(guess[language]);
      expect(written(language, 'set')).not.toContain('  ');
    }
  });
});
