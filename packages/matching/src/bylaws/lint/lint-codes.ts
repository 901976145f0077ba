/** `error`: the set may not be used. `warning`: lawful, but someone should think again. */
export type Severity = 'error' | 'warning';

export interface LintRule {
  readonly severity: Severity;
  /** What is wrong and why it matters, as a caseworker reads it. */
  readonly nb: string;
  readonly en: string;
  /** Where the demand comes from. */
  readonly source: string;
}

const actSection17 = 'barnehageloven § 17';
const actSection18 = 'barnehageloven § 18';
const procedure = 'forskrift 2005-12-16-1477 § 2';
const discrimination = 'likestillings- og diskrimineringsloven § 6';
const privacy = 'personvernforordningen art. 5 nr. 1 c';
const design = 'Opptak';

/** Every finding of the linter. A code is permanent: it may be retired, never given another meaning. */
export const lintRules = {
  'empty-set': {
    severity: 'error',
    nb: 'Regelsettet har ingen kriterier.',
    en: 'The set has no criteria.',
    source: procedure,
  },
  'unknown-key': {
    severity: 'error',
    nb: 'Kriteriet finnes ikke i biblioteket. Motoren kan ikke ordne barn etter noe den ikke kjenner.',
    en: 'The criterion is not in the library. The engine can not order children by something it does not know.',
    source: procedure,
  },
  'duplicate-key': {
    severity: 'error',
    nb: 'Det samme kriteriet står to ganger. Den andre gangen kan det aldri avgjøre noe.',
    en: 'The same criterion stands twice. The second time it can never decide anything.',
    source: procedure,
  },
  'paragraph-missing': {
    severity: 'error',
    nb: 'Kriteriet viser ikke til noen paragraf i vedtektene.',
    en: 'The criterion cites no paragraph of the bylaws.',
    source: procedure,
  },
  'paragraph-unreadable': {
    severity: 'error',
    nb: 'Henvisningen er ikke en paragraf. Skriv den som «§ 4» eller «§ 4 første ledd bokstav b».',
    en: 'The reference is not a paragraph. Write it as "§ 4" or "§ 4 første ledd bokstav b".',
    source: procedure,
  },
  'text-missing': {
    severity: 'error',
    nb: 'Kriteriet mangler ordlyden fra vedtektene på et språk som regelsettet skal finnes på.',
    en: "The criterion lacks the bylaw's own words in a language the set is meant to exist in.",
    source: procedure,
  },
  'sami-text-missing': {
    severity: 'warning',
    nb: 'Kommunen ligger i forvaltningsområdet for samiske språk, men regelsettet finnes ikke på samisk.',
    en: 'The kommune lies in the administrative area for Sámi languages, but the set does not exist in Sámi.',
    source: 'sameloven § 3-2',
  },
  'no-objective-fact': {
    severity: 'error',
    nb: 'Kriteriet bygger ikke på et faktum som kan etterprøves, men på noens vurdering.',
    en: "The criterion does not rest on a fact that can be verified, but on someone's judgement.",
    source: procedure,
  },
  'discretionary-wording': {
    severity: 'warning',
    nb: 'Ordlyden åpner for skjønn, mens kriteriet regnes ut fra fakta. Ordlyd og regel bør si det samme.',
    en: 'The wording leaves room for discretion while the criterion is computed from facts. They should say the same.',
    source: procedure,
  },
  'statutory-missing': {
    severity: 'error',
    nb: 'Prioritet etter barnehageloven § 18 mangler.',
    en: 'Priority under section 18 of the Kindergarten Act is missing.',
    source: actSection18,
  },
  'statutory-not-first': {
    severity: 'error',
    nb: 'Prioritet etter barnehageloven § 18 må stå alene på det øverste trinnet.',
    en: 'Priority under section 18 of the Kindergarten Act must stand alone in the topmost tier.',
    source: actSection18,
  },
  'health-beyond-statutory': {
    severity: 'error',
    nb: 'Kriteriet ordner etter helse utenfor barnehageloven § 18. Det er en særlig kategori av personopplysninger uten hjemmel her.',
    en: 'The criterion orders by health beyond section 18. That is special category data without a legal basis here.',
    source: `${actSection18}; personvernforordningen art. 9`,
  },
  'ethnic-or-religious': {
    severity: 'error',
    nb: 'Kriteriet ordner etter etnisitet, statsborgerskap, språk eller tro uten et vedtak om barnehagens profil.',
    en: "The criterion orders by ethnicity, citizenship, language or belief without a decision on the kindergarten's profile.",
    source: discrimination,
  },
  'sex-based': {
    severity: 'error',
    nb: 'Kriteriet ordner etter kjønn.',
    en: 'The criterion orders by sex.',
    source: discrimination,
  },
  'profile-without-decision': {
    severity: 'error',
    nb: 'Profilen er ikke vedtatt: Vedtaksdato og paragraf for profilen mangler.',
    en: 'The profile has not been decided on: its date of decision and paragraph are missing.',
    source: 'barnehageloven §§ 1 a og 10',
  },
  'ownership-order': {
    severity: 'error',
    nb: 'Kriteriet ordner etter hvem som eier barnehagen. Kommunale og private barnehager skal behandles likt.',
    en: 'The criterion orders by who owns the kindergarten. Municipal and private kindergartens are to be treated equally.',
    source: actSection17,
  },
  'first-preference-hidden': {
    severity: 'error',
    nb: 'Førsteønske gir fortrinn uten at vedtektene sier det åpent.',
    en: 'A first wish gives an advantage without the bylaws saying so openly.',
    source: `${procedure}; ${actSection17}`,
  },
  'first-preference-open': {
    severity: 'warning',
    nb: 'Førsteønske gir fortrinn. Det står åpent i vedtektene, men da kan det straffe seg å svare ærlig.',
    en: 'A first wish gives an advantage. The bylaws say so openly, but then honest answers can be punished.',
    source: actSection17,
  },
  'oldest-and-youngest': {
    severity: 'error',
    nb: 'Regelsettet setter både de eldste og de yngste først.',
    en: 'The set puts both the oldest and the youngest first.',
    source: procedure,
  },
  'unreachable-tier': {
    severity: 'error',
    nb: 'Trinnet kan aldri avgjøre noe, for et tidligere kriterium skiller allerede alle barn.',
    en: 'The tier can never decide anything, for an earlier criterion already separates all children.',
    source: procedure,
  },
  'overlapping-criteria': {
    severity: 'warning',
    nb: 'To kriterier bygger på samme faktum. Barnet får fortrinn to ganger for det samme, eller det siste virker knapt.',
    en: 'Two criteria rest on the same fact. A child is favoured twice for it, or the later one hardly matters.',
    source: procedure,
  },
  'points-missing': {
    severity: 'error',
    nb: 'Flere kriterier deler ett trinn, men har ikke poeng. Da er rekkefølgen mellom dem ikke bestemt.',
    en: 'Several criteria share a tier but have no points, so the order between them is not settled.',
    source: procedure,
  },
  'points-invalid': {
    severity: 'error',
    nb: 'Poeng må være hele tall fra null og opp, fallende fra trinn til trinn, og det første større enn null.',
    en: 'Points must be whole numbers from zero upwards, falling from step to step, the first above zero.',
    source: procedure,
  },
  'points-cross-tiers': {
    severity: 'error',
    nb: 'Poengene virker på tvers av trinn. Et trinn lenger ned kan da slå et trinn lenger opp.',
    en: 'The points work across tiers, so that a lower tier can beat a higher one.',
    source: procedure,
  },
  'distance-without-unit': {
    severity: 'error',
    nb: 'Avstand eller reisetid mangler enhet (meter eller minutter).',
    en: 'Distance or travel time lacks its unit (metres or minutes).',
    source: procedure,
  },
  'distance-without-bands': {
    severity: 'error',
    nb: 'Avstand eller reisetid mangler trinn. Uten trinn avgjør én meter, og hjemmets sted kan regnes ut av rekkefølgen.',
    en: 'Distance or travel time lacks bands. Without them one metre decides, and a home can be computed from the order.',
    source: `${procedure}; ${privacy}`,
  },
  'bands-not-ascending': {
    severity: 'error',
    nb: 'Trinnene må være hele tall som stiger.',
    en: 'The bands must be whole, rising numbers.',
    source: procedure,
  },
  'bands-too-fine': {
    severity: 'warning',
    nb: 'Trinnene er finere enn målingen er sikker, og de kan røpe hvor en familie bor.',
    en: 'The bands are finer than the measurement is certain, and may reveal where a family lives.',
    source: privacy,
  },
  'catchment-undefined': {
    severity: 'error',
    nb: 'Opptakskretsen er ikke beskrevet.',
    en: 'The catchment area is not described.',
    source: procedure,
  },
  'lot-missing': {
    severity: 'error',
    nb: 'Regelsettet sier ikke hvordan barn som står likt, skilles. Sett loddtrekning sist.',
    en: 'The set does not say how equal children are told apart. Put a lot last.',
    source: procedure,
  },
  'lot-not-last': {
    severity: 'error',
    nb: 'Loddtrekning må stå sist og alene: Etter den er ingen barn like.',
    en: 'The lot must stand last and alone: after it no two children are equal.',
    source: procedure,
  },
  'privacy-heavy': {
    severity: 'warning',
    nb: 'Kriteriet krever opplysninger som går langt inn i familiens privatliv. Finnes det et mildere kriterium?',
    en: "The criterion needs facts that reach far into the family's private life. Is there a milder one?",
    source: privacy,
  },
  'right-to-place-not-second': {
    severity: 'error',
    nb: 'Rett til plass etter barnehageloven § 16 må stå alene på trinnet rett etter § 18, eller ikke være med.',
    en: 'The right to a place under section 16 must stand alone in the tier right after section 18, or be left out.',
    source: 'barnehageloven § 16',
  },
  'parameter-missing': {
    severity: 'error',
    nb: 'Kriteriet mangler en opplysning som må til for å regne det ut.',
    en: 'The criterion lacks a parameter that it can not be computed without.',
    source: procedure,
  },
  'early-application-first': {
    severity: 'warning',
    nb: 'Tidlig søknad gir fortrinn foran alle andre lokale kriterier. Det rammer familier som får vite om opptaket sent.',
    en: 'Early application beats every other local criterion. It hits families who hear of the admission late.',
    source: actSection17,
  },
  'adopted-after-valid': {
    severity: 'error',
    nb: 'Versjonen gjelder fra før den ble vedtatt. Et opptak kan ikke få nye regler i ettertid.',
    en: 'The version is in force from before it was adopted. A round can not get new rules afterwards.',
    source: procedure,
  },
  'versions-overlap': {
    severity: 'error',
    nb: 'To versjoner gjelder samme dag, så det er ikke bestemt hvilken som skal brukes.',
    en: 'Two versions are in force on the same day, so it is not settled which to use.',
    source: design,
  },
  'version-not-yet-valid': {
    severity: 'error',
    nb: 'Ingen versjon har begynt å gjelde på opptakets dag.',
    en: 'No version has come into force on the day of the round.',
    source: procedure,
  },
  'version-expired': {
    severity: 'error',
    nb: 'Den siste versjonen har sluttet å gjelde før opptakets dag.',
    en: 'The last version has expired before the day of the round.',
    source: procedure,
  },
} as const satisfies Readonly<Record<string, LintRule>>;

export type LintCode = keyof typeof lintRules;

/** One thing the linter found: which rule, and where in the file. */
export interface Finding {
  readonly code: LintCode;
  readonly severity: Severity;
  /** JSON pointer into the bylaws file, for example "/sets/0/versions/1/tiers/2/criteria/0". */
  readonly at: string;
  /** The criterion it is about, when it is about one. */
  readonly key?: string;
}
