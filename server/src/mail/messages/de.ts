import { translation } from '../../messages/translation.ts'
import { en } from './en.ts'

/** The mails in German. */
export const de = translation(en, {
  frame: {
    fallback: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse:',
    sender: 'Gesendet von {host} für {organization}.',
    moment: '{moment} ({zone})',
  },
  invitation: {
    invites: '{inviter} lädt Sie ein, {organization} beizutreten',
    invited: 'Sie sind eingeladen, {organization} beizutreten',
    roles: '{count, plural, one {Ihre Rolle dort} other {Ihre Rollen dort}}: {roles}',
    button: 'Einladung ansehen',
    answer: 'Sehen Sie sich die Einladung an und beantworten Sie sie:',
    until: 'Die Einladung endet am {moment}. Der Link ist nur für Sie bestimmt: Bitte leiten Sie ihn nicht weiter.',
    stranger:
      'Falls Ihnen {sender} nicht bekannt ist, ignorieren Sie diese E-Mail: Sie treten nirgends bei, ohne zuzustimmen.',
  },
  resent: {
    invites: 'Noch einmal: {inviter} lädt Sie ein, {organization} beizutreten',
    invited: 'Noch einmal: Sie sind eingeladen, {organization} beizutreten',
    latest: 'Falls Sie mehrere E-Mails zu dieser Einladung haben, verwenden Sie den Link in dieser.',
  },
  reminder: {
    subject: 'Erinnerung: Sie sind eingeladen, {organization} beizutreten',
    invites: '{inviter} hat Sie eingeladen, {organization} beizutreten, und noch keine Antwort erhalten',
    invited: 'Sie sind eingeladen, {organization} beizutreten, und haben noch nicht geantwortet',
    days: '{count, plural, one {Sie haben noch einen Tag Zeit zu antworten.} other {Sie haben noch # Tage Zeit zu antworten.}}',
    hours:
      '{count, plural, =0 {Sie haben weniger als eine Stunde Zeit zu antworten.} one {Sie haben noch eine Stunde Zeit zu antworten.} other {Sie haben noch # Stunden Zeit zu antworten.}}',
    unsubscribe: 'Keine Erinnerungen mehr erhalten:',
  },
  revoked: {
    subject: 'Ihre Einladung zu {organization} wurde zurückgezogen',
    what: 'Der Link in der Einladung funktioniert nicht mehr. Sie müssen nichts tun.',
    mistake: 'Falls Sie etwas anderes erwartet haben, fragen Sie die Person, die Sie eingeladen hat.',
  },
  accepted: {
    subject: '{invitee} hat Ihre Einladung zu {organization} angenommen',
    joined: 'Die Person ist jetzt Mitglied.',
    button: 'Mitglieder ansehen',
  },
  declined: {
    subject: '{invitee} hat Ihre Einladung zu {organization} abgelehnt',
    reason: 'Als Grund wurde angegeben:',
    noReason: 'Ein Grund wurde nicht angegeben.',
    button: 'Einladungen ansehen',
  },
  renewal_requested: {
    subject: '{invitee} bittet um eine neue Einladung zu {organization}',
    expired: 'Die Einladung war abgelaufen. Sie können sie mit neuer Frist noch einmal senden oder ablehnen.',
    message: 'Dazu wurde geschrieben:',
    button: 'Entscheiden',
  },
  readdress_requested: {
    subject: '{invitee} bittet um die Einladung zu {organization} an eine andere Adresse',
    what: 'Wer den Link dieser Einladung geöffnet hat, möchte sie an {address} erhalten. Bevor Sie entscheiden, sehen Sie die ganze Adresse.',
    message: 'Dazu wurde geschrieben:',
    warning: 'Vergewissern Sie sich, wer da bittet: Beitreten wird, wer die neue Adresse hat.',
    button: 'Entscheiden',
  },
  seat_limit_reached: {
    subject: 'Alle Plätze von {organization} sind belegt',
    what: 'Jemand wollte eine Einladung annehmen und konnte es nicht: {limit, plural, one {Der eine Platz ist belegt} other {Alle # Plätze sind belegt}}.',
    next: 'Die Einladung ist weiter offen und kann angenommen werden, sobald ein Platz frei ist. Entfernen Sie ein Mitglied oder erwerben Sie weitere Plätze dort, wo Sie die bisherigen erworben haben.',
    button: 'Mitglieder ansehen',
  },
  webhook_disabled: {
    subject: 'Webhooks von {organization} an {host} sind abgeschaltet',
    failing: 'Seit {moment} ist dort nichts angekommen. Deshalb wird nichts mehr dorthin gesendet.',
    failingLong: 'Dort ist lange nichts angekommen. Deshalb wird nichts mehr dorthin gesendet.',
    gone: 'Der Server dort hat geantwortet, dass es das Ziel nicht mehr gibt (410). Deshalb wird nichts mehr dorthin gesendet.',
    by_hand: 'Jemand hat sie abgeschaltet. Es wird nichts mehr dorthin gesendet.',
    next: 'Wenn der Endpunkt wieder funktioniert, schalten Sie ihn ein; was er verpasst hat, kann noch einmal gesendet werden.',
    button: 'Endpunkt ansehen',
  },
  role_changed: {
    subject: 'Ihre Rollen in {organization} wurden geändert',
    before: 'Bisher: {roles}',
    after: 'Jetzt: {roles}',
    none: 'keine',
    who: 'Falls Sie das nicht erwartet haben, fragen Sie eine Inhaberin oder einen Inhaber der Organisation.',
    button: 'Organisation ansehen',
  },
  ownership_offered: {
    subject: 'Ihnen wird die Inhaberschaft von {organization} angeboten',
    by: '{member} bietet Ihnen an, {organization} als Inhaber oder Inhaberin zu führen.',
    what: 'Wer die Inhaberschaft hat, darf in einer Organisation alles, bis hin zum Löschen. Sie erhalten sie, wenn Sie zustimmen.',
    until: 'Das Angebot endet am {moment}.',
    button: 'Angebot ansehen',
  },
  sign_in_code: {
    subject: 'Ihr Code zum Anmelden bei {host}',
    what: 'Melden Sie sich mit diesem Code bei {host} an:',
    stranger: 'Falls Sie sich dort nicht anmelden, ignorieren Sie diese E-Mail: Ohne den Code kommt niemand hinein.',
  },
  address_code: {
    subject: 'Ihr Code zum Bestätigen dieser Adresse bei {host}',
    what: 'Bestätigen Sie diese Adresse bei {host} mit diesem Code:',
    stranger:
      'Falls Sie ihn nicht angefordert haben, ignorieren Sie diese E-Mail: Ohne den Code wird die Adresse nicht bestätigt.',
  },
  code: {
    good: 'Er gilt einmal, zehn Minuten lang und nur dort, wo er angefordert wurde.',
    shared:
      'Für diese Adresse wurden sehr oft Codes angefordert, deshalb ist dieser länger. Er gilt einmal, zwanzig Minuten lang, überall, wo Sie einen angefordert haben.',
    back: 'Sie sind hierhergekommen, um eine Einladung zu beantworten. Falls Sie die Seite nicht mehr haben, gehen Sie zu ihr zurück und melden Sie sich dort an:',
    warning: 'Geben Sie ihn nur auf {host} ein und verraten Sie ihn niemandem, egal wer fragt.',
  },
})
