import { en } from './en.ts'
import { translation } from './translation.ts'

/** The pages in German. */
export const de = translation(en, {
  frame: {
    faulty: 'Fehler: {title}',
    backToApplication: 'Gehen Sie zurück zu der Anwendung, aus der Sie kommen, und melden Sie sich von dort an.',
  },
  signIn: {
    title: 'Anmelden',
    goingOn: 'um zu {application} zu gelangen',
    with: 'Weiter mit {issuer}',
    orByMail: 'oder mit einem Code per E-Mail',
    address: 'E-Mail-Adresse',
    mailCode: 'Code zusenden',
    cancel: 'Abbrechen',
  },
  code: {
    title: 'Code eingeben',
    onItsWay:
      'Falls E-Mails an {address} ankommen, ist ein Code dorthin unterwegs. Er gilt {minutes, plural, one {eine Minute} other {# Minuten}}, in diesem Browser.',
    code: 'Code aus der E-Mail',
    digitsOnly: 'Die Ziffern des Codes, mit oder ohne Leerzeichen.',
    signIn: 'Anmelden',
    notThere:
      'Nichts angekommen? Sehen Sie auch unter den unerwünschten E-Mails nach. Nach einer Minute können Sie einen weiteren Code anfordern.',
    another: 'Weiteren Code zusenden',
    otherAddress: 'Andere Adresse verwenden',
  },
  consent: {
    title: '{application} Zugriff erlauben?',
    asks: 'Sie sind angemeldet als {person}. {application} bittet um Ihre Erlaubnis:',
    onThisDevice:
      'Ein Programm auf diesem Gerät fragt im Namen von {application}. Machen Sie nur weiter, wenn Sie es gestartet haben.',
    notOurs: '{application} wird nicht von diesem Dienst betrieben.',
    leadsTo: 'Was immer Sie antworten: Sie werden zurück zu {host} geleitet.',
    allow: 'Erlauben',
    refuse: 'Nicht erlauben',
    nameless: 'jemand ohne Namen',
  },
  scopes: {
    platform: 'Als die Anwendung selbst handeln: Organisationen und Mitgliedschaften aller.',
    'invitations:read': 'Die Einladungen lesen, die an Sie gingen.',
    'invitations:respond': 'Die Einladungen annehmen oder ablehnen, die an Sie gingen.',
    'organizations:read': 'Die Organisationen lesen, in denen Sie Mitglied sind, sowie Ihren Namen und Ihre Adressen.',
    'organizations:write':
      'Die Organisationen ändern, in denen Sie Mitglied sind, soweit Ihre Rollen es erlauben, sowie Ihren Namen und Ihr Bild.',
    'webhooks:manage':
      'Die Webhook-Endpunkte der Organisationen verwalten, in denen Sie Mitglied sind, soweit Ihre Rollen es erlauben.',
    openid: 'Wissen, dass Sie es sind, wer sich anmeldet.',
    offline_access: 'Diesen Zugriff behalten, während Sie fort sind, bis Sie ihn zurücknehmen.',
    profile: 'Ihren Namen und Ihr Bild kennen.',
    email: 'Ihre E-Mail-Adresse kennen.',
  },
  startAgain: {
    title: 'Noch einmal von vorn',
    ended: 'Diese Anmeldung ist zu Ende, oder sie wurde in einem anderen Browser begonnen.',
    notOurForm: 'Dieses Formular kam nicht von unserer Seite. Es wurde nichts getan.',
  },
  notNow: {
    title: 'Gerade nicht',
    away: '{issuer} ist im Moment nicht erreichbar. Melden Sie sich auf einem anderen Weg an, oder versuchen Sie es in einer Minute wieder.',
    otherWay: 'Zurück zur Anmeldung',
  },
  endings: {
    title: 'Sie sind nicht angemeldet',
    not_begun_here: 'Diese Anmeldung wurde nicht in diesem Browser begonnen, oder vor zu langer Zeit.',
    declined: '{issuer} hat Sie nicht angemeldet.',
    issuer_away: '{issuer} ist im Moment nicht erreichbar.',
    not_trusted: 'Der Antwort von {issuer} war nicht zu trauen.',
    too_long_ago: '{issuer} hat nicht bestätigt, dass Sie sich dort eben angemeldet haben; das verlangt die Anwendung.',
    over: 'Diese Anmeldung ist zu Ende.',
    disabled: 'Ihr Zugang wurde beendet. Fragen Sie den Betreiber dieses Dienstes.',
    startAgain: 'Gehen Sie zurück zu der Anwendung, aus der Sie kommen, und beginnen Sie von vorn.',
    otherWay: 'Auf einem anderen Weg anmelden',
  },
  consoleEndings: {
    not_begun_here:
      'Diese Anmeldung wurde nicht in diesem Browser begonnen, vor zu langer Zeit, oder sie ist schon zu Ende.',
    declined: 'Sie sind zurückgegangen, ohne sich anzumelden. Nichts wurde geändert.',
    not_trusted: 'Dieser Anmeldung war nicht zu trauen, oder sie ist schon zu Ende.',
    unavailable: 'Etwas, das für Ihre Anmeldung gebraucht wird, ist im Moment nicht erreichbar.',
    signIn: 'Anmelden',
    goBack: 'Zurück',
  },
  confirm: {
    title: 'Ist das Ihre Adresse?',
    mailed:
      'Wir haben einen Code an {address} gesandt. Er beweist, dass die Adresse Ihnen gehört, und zeigt Ihnen die Einladungen, die dorthin gingen.',
    confirm: 'Bestätigen',
    later: 'Nicht jetzt',
  },
  signOut: {
    title: 'Abmelden?',
    meaning:
      'Das meldet Sie von diesem Dienst ab, und von den Anwendungen, bei denen Sie sich in diesem Browser mit ihm angemeldet haben.',
    everywhere: 'Abmelden',
    onlyOf: 'Nur von {application} abmelden',
    stay: 'Angemeldet bleiben',
  },
  signedOut: {
    title: 'Sie sind abgemeldet',
    done: 'Sie können diese Seite schließen.',
  },
  unsubscribe: {
    title: 'Keine Erinnerungen mehr?',
    meaning: 'An {address} werden dann keine Erinnerungen an offene Einladungen mehr gesandt.',
    confirm: 'Keine Erinnerungen mehr',
    invitationsStay: 'Ihre Einladungen bleiben offen, und neue erreichen Sie weiterhin.',
    doneTitle: 'Keine Erinnerungen mehr',
    done: 'An {address} werden keine Erinnerungen mehr gesandt.',
    nowhereTitle: 'Dieser Link führt nirgendwohin',
    nowhere: 'Er wurde nicht ganz kopiert, oder seine Einladung ist lange vorbei.',
    again: 'Öffnen Sie den Link in der neuesten Erinnerung.',
  },
  error: {
    title: 'Das hat nicht geklappt',
    ours: 'Bei uns ist etwas fehlgeschlagen. Versuchen Sie es gleich noch einmal.',
    theirs:
      'Die Anwendung, aus der Sie kommen, hat eine Anfrage gesandt, die sich nicht beantworten lässt. Was daran falsch ist:',
    goBack: 'Gehen Sie zurück zu der Anwendung, und versuchen Sie es noch einmal.',
  },
  refusals: {
    noAddress: 'Das ist keine E-Mail-Adresse. Prüfen Sie sie, und versuchen Sie es noch einmal.',
    tooSoon:
      'Ein Code wurde gerade eben gesandt. Sehen Sie in Ihr Postfach, oder fordern Sie in {seconds, plural, one {# Sekunde} other {# Sekunden}} einen neuen an.',
    tooOften:
      'Von hier wurden zu viele Codes angefordert. Versuchen Sie es in {minutes, plural, one {einer Minute} other {# Minuten}} noch einmal.',
    wrongCode:
      'Das ist nicht der Code aus der neuesten E-Mail. Sie haben noch {left, plural, one {einen Versuch} other {# Versuche}}.',
    lastTry: 'Das war der letzte Versuch. Fordern Sie einen neuen Code an.',
    codeEnded:
      'Dieser Code wurde schon verwendet, ist abgelaufen, wurde zu oft versucht oder anderswo angefordert. Fordern Sie einen neuen an.',
    mailOff: 'Dieser Dienst versendet keine E-Mails, daher kann Sie kein Code erreichen. Fragen Sie den Betreiber.',
    disabled: 'Dieser Zugang wurde gesperrt. Fragen Sie den Betreiber dieses Dienstes.',
    other: 'Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.',
  },
})
