import type { ExplanationTexts } from './nb.ts';

/** English: the reasons, as a parent reads them. */
export const explanationTextsEn: ExplanationTexts = {
  'result.wish': 'The child has been given a place in {kindergarten}. This was wish number {wish}.',
  'result.kept': 'The child keeps the place in {kindergarten}.',
  'result.right':
    'The child has a right to a place under section 16 of the Kindergarten Act. There was no place in the kindergartens you wished for, so the child has been given one in {kindergarten}, which was not on your list.',
  'result.none': 'We are sorry: the child has not been given a place in this admission round.',
  'result.none-right':
    'We are sorry: the child has not been given a place in this admission round, although it has a right to one under section 16 of the Kindergarten Act. There were too few places. The municipality still has a duty to give the child a place.',
  'result.none-together':
    'We are sorry: the child has not been given a place in this admission round. You asked that the siblings get places together or not at all, and there was no room for all of them together.',
  'result.none-joint':
    'We are sorry: the child has not been given a place in this admission round, although it has a right to one under section 16 of the Kindergarten Act. A kindergarten you asked for could have taken the child alone, but not in a way that fits your wishes for the siblings together. The municipality still has a duty to give the child a place.',

  'wish.heading': 'Wish {wish}: {kindergarten}',
  'wish.placed': 'The child has been given a place here.',
  'wish.better': 'The child has been given a place in a kindergarten higher on your list.',
  'wish.full': 'There were more children than places here, and the child was not given one.',
  'wish.no-seats': "There was no place here that fits the child's age, start date and days.",
  'wish.not-eligible': 'The application could not take part here.',
  'wish.together':
    'The child alone could have been given a place here, but not the way you wished for the siblings together.',
  'wish.deviation':
    'The siblings stood far enough ahead to claim places here, but this could not be solved together with the other groups of siblings. It is listed as a deviation in the result, and a caseworker must consider it.',

  'rank.shown': 'The child was number {rank} of {of} in the order.',
  'rank.few': 'There are so few children in the order that we do not state the position.',
  'cutoff.shown': 'The last place that fitted the child went to number {cutoff}.',
  'cutoff.few': 'We do not state where the limit was, because few children were given places here.',
  'waiting.shown': 'Among the children who still want a place here, the child is number {position}.',

  'deciding.criterion': 'What decided was {criterion}.',
  'deciding.points': 'What decided was the sum of points for {criteria}.',
  'deciding.statutory': 'What decided was that other children have a legally protected right or priority.',
  'deciding.current': 'What decided was that other children already had a place here and kept it.',
  'deciding.resident':
    'What decided was that children who live in the municipality of the kindergarten go first.',
  'deciding.reserve':
    'The places that were left were reserved for children who live in the municipality of the kindergarten.',
  'deciding.lot': 'The child was equal to other children under all the rules. The drawing of lots decided.',
  'deciding.given': 'The order in this kindergarten was given beforehand and has been followed.',
  'deciding.home-unknown':
    'We have not used information about where the child lives in the order of this kindergarten. Contact the municipality if you want to talk about it.',
  'deciding.few':
    'We do not state which rule decided, because the answer could have revealed something about another family. You are welcome to ask the municipality.',
  'deciding.withheld': 'We do not state which rule decided here. You are welcome to ask the municipality.',
  'deciding.quote': 'Bylaws {paragraph}: “{text}”',
  'deciding.paragraph': 'The rule is in the bylaws, {paragraph}.',

  'change.heading': 'Could anything within your own control have given another result?',
  'change.first-wish': 'The child was given the wish at the top of your list, so there is nothing to change.',
  'change.list':
    'Yes. If {kindergarten} had also been on your list, the child would have been given a place there.',
  'change.order':
    'Yes. With {kindergarten} at the top of your list, the child would have been given a place there. This can happen when siblings apply together, or when the bylaws say that the first wish counts.',
  'change.start':
    'Yes. With start on {to} instead of {from}, the child would have been given a place in {kindergarten}.',
  'change.days':
    'Yes. With {to} days a week instead of {from}, the child would have been given a place in {kindergarten}.',
  'change.weekdays':
    'Yes. With a place on these days only, the child would have been given a place in {kindergarten}: {to}.',
  'change.start-and-days':
    'Yes. With start on {start} and fewer days a week ({days}), the child would have been given a place in {kindergarten}.',
  'change.apart':
    'Yes. If the siblings had applied separately, the child would have been given a place in {kindergarten}.',
  'change.earlier-application':
    'Yes. If you had applied earlier, the child would have been given a place in {kindergarten}.',
  'change.none':
    'No. We have run the whole admission again with each of these changes, and none gave the child a place you would rather have had: {tried}.',
  'change.nothing-to-try': 'No. There is nothing in the application that you could have changed yourselves.',
  'tried.list': 'more kindergartens on the list',
  'tried.order': 'another order of wishes',
  'tried.start': 'a later start',
  'tried.days': 'fewer days a week',
  'tried.start-and-days': 'a later start and fewer days at once',
  'tried.apart': 'siblings separately',
  'tried.earlier-application': 'an earlier application',

  'day.mon': 'Monday',
  'day.tue': 'Tuesday',
  'day.wed': 'Wednesday',
  'day.thu': 'Thursday',
  'day.fri': 'Friday',

  'footer.trace': 'All of this is taken from the result of the admission round, with check code {digest}.',
};
