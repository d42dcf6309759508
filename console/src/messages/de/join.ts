import type { Texts } from '../catalogue.ts'
import type { join as english } from '../en/join.ts'

export const join: Texts<typeof english> = {
  'join.loading': 'Ihre Einladung',
  'join.headline':
    '{whom, select, inviter {{inviter} lädt Sie zu {organization} ein} other {Sie sind zu {organization} eingeladen}}',
  'join.message': 'Nachricht',
  'join.role': '{count, plural, one {Rolle} other {Rollen}}',
  'join.sent_to': 'Geschickt an',
  'join.ends': 'Endet',
  'join.sign_in_to_answer': 'Anmelden und antworten',
  'join.comes_back': 'Die Anmeldung führt zu dieser Einladung zurück. Nichts geschieht, bevor Sie antworten.',
  'join.signed_in_as': 'Angemeldet als {account}',
  'join.no_answer_yet': 'Ihre Antwort ist nicht angekommen. Sie können sie noch einmal geben.',
  'join.accepted': '{whom, select, nobody {Willkommen} other {Willkommen bei {organization}}}',
  'join.accepted_text': 'Sie sind jetzt Mitglied.',
  'join.accepted_before': 'Sie sind Mitglied von {organization}',
  'join.accepted_before_text':
    'Sie haben diese Einladung angenommen. Um das zurückzunehmen, verlassen Sie die Organisation in Ihrem Konto.',
  'join.declined':
    '{whom, select, nobody {Sie haben diese Einladung abgelehnt} other {Sie haben die Einladung zu {organization} abgelehnt}}',
  'join.declined_text':
    '{whom, select, inviter {Das lässt sich nicht zurücknehmen. Wenn Sie es sich anders überlegen, bitten Sie {inviter} um eine neue Einladung.} organization {Das lässt sich nicht zurücknehmen. Wenn Sie es sich anders überlegen, bitten Sie jemanden bei {organization} um eine neue Einladung.} other {Das lässt sich nicht zurücknehmen. Wenn Sie es sich anders überlegen, bitten Sie dort, woher die Einladung kam, um eine neue.}}',
  'join.blocked_text':
    'Es kommen keine Einladungen zu {organization} mehr, an keine Ihrer Adressen, bis Sie sie in Ihrem Konto wieder zulassen.',
  'join.reported_text': 'Der Betreiber dieses Dienstes weiß jetzt, dass Sie {organization} nicht kennen.',

  'join.action.look': 'Erneut versuchen',
  'join.action.look_again': 'Noch einmal nachsehen',
  'join.action.back': 'Zurück zur Einladung',
  'join.action.sign_in': 'Anmelden',
  'join.action.switch': 'Konto wechseln',
  'join.action.renewal': 'Um eine neue Einladung bitten',
  'join.action.readdress': 'Um eine an {own} bitten',
  'join.action.addresses': 'Die Adresse diesem Konto hinzufügen',
  'join.action.inbox': 'Zum Eingang',
  'join.action.reload': 'Neu laden',

  'join.incomplete_link': 'Dieser Link ist unvollständig',
  'join.incomplete_link_text':
    'Manche Mailprogramme zerteilen lange Links. Öffnen Sie ihn noch einmal aus der E-Mail oder kopieren Sie ihn ganz. Ihre Einladungen finden Sie auch in Ihrem Eingang.',
  'join.unknown_link': 'Dieser Link führt nirgendwohin',
  'join.unknown_link_text':
    'Er ist vertippt oder gilt nicht mehr. Verwenden Sie den aus der neuesten E-Mail. Ihre Einladungen finden Sie auch in Ihrem Eingang.',
  'join.closed_way_back': 'Dieser Rückweg ist geschlossen',
  'join.closed_way_back_text':
    'Er bleibt einen Tag offen, nachdem Sie die Anmeldung begonnen haben. Verwenden Sie noch einmal den Link aus der E-Mail mit Ihrer Einladung.',
  'join.superseded': 'Es gibt einen neueren Link',
  'join.superseded_text':
    '{whom, select, nobody {Die Einladung wurde noch einmal geschickt, damit endete dieser Link. Verwenden Sie den aus der neuesten E-Mail oder antworten Sie in Ihrem Eingang.} other {Die Einladung zu {organization} wurde noch einmal geschickt, damit endete dieser Link. Verwenden Sie den aus der neuesten E-Mail oder antworten Sie in Ihrem Eingang.}}',
  'join.expired':
    '{whom, select, nobody {Diese Einladung ist abgelaufen} other {Die Einladung zu {organization} ist abgelaufen}}',
  'join.expired_text':
    '{whom, select, inviter {Bitten Sie {inviter} um eine neue.} organization {Bitten Sie jemanden bei {organization} um eine neue.} other {Bitten Sie dort, woher sie kam, um eine neue: Der Name steht in der E-Mail.}}',
  'join.renewal_requested': 'Um eine neue Einladung wurde gebeten',
  'join.renewal_requested_text':
    '{whom, select, nobody {Jemand in der Organisation} other {Jemand bei {organization}}} entscheidet nun darüber. Bei einer Zusage kommt eine E-Mail an die eingeladene Adresse.',
  'join.revoked':
    '{whom, select, nobody {Diese Einladung wurde zurückgezogen} other {Die Einladung zu {organization} wurde zurückgezogen}}',
  'join.revoked_text':
    '{whom, select, inviter {Sie kann nicht mehr beantwortet werden. Wenn Sie etwas anderes erwartet haben, fragen Sie {inviter}.} organization {Sie kann nicht mehr beantwortet werden. Wenn Sie etwas anderes erwartet haben, fragen Sie jemanden bei {organization}.} other {Sie kann nicht mehr beantwortet werden. Wenn Sie etwas anderes erwartet haben, fragen Sie dort nach, woher sie kam: Der Name steht in der E-Mail.}}',
  'join.answered':
    '{whom, select, nobody {Diese Einladung ist beantwortet} other {Die Einladung zu {organization} ist beantwortet}}',
  'join.answered_text':
    '{whom, select, inviter {Wenn Sie selbst sie angenommen haben, finden Sie {organization} in der Konsole. Andernfalls bitten Sie {inviter} um eine neue.} organization {Wenn Sie selbst sie angenommen haben, finden Sie {organization} in der Konsole. Andernfalls bitten Sie dort jemanden um eine neue.} other {Wenn Sie selbst sie angenommen haben, finden Sie die Organisation in der Konsole. Andernfalls bitten Sie dort, woher sie kam, um eine neue.}}',
  'join.organization_gone':
    '{whom, select, nobody {Diese Organisation ist nicht mehr aktiv} other {{organization} ist nicht mehr aktiv}}',
  'join.organization_gone_text': 'Mit ihr endeten ihre Einladungen. Es gibt nichts mehr zu beantworten.',
  'join.sign_in': 'Melden Sie sich an, um Ihre Einladung zu sehen',
  'join.sign_in_text': 'Gezeigt wird sie nur der Person, die eingeladen wurde.',
  'join.signed_out': 'Sie sind abgemeldet',
  'join.signed_out_text':
    'Ihre Sitzung ist zu Ende, also wurde nichts gesendet. Melden Sie sich wieder an; das führt hierher zurück.',
  'join.not_yours': 'Hier ist keine Einladung für Sie',
  'join.not_yours_text':
    '{signed, select, named {Sie sind als {account} angemeldet. Vielleicht ging die Einladung an eine andere Adresse von Ihnen, oder der Link zu ihr stimmt nicht.} other {Vielleicht ging die Einladung an eine Adresse, die Ihr Konto nicht hat, oder der Link zu ihr stimmt nicht.}}',
  'join.wrong_account': 'Diese Einladung ging an eine andere Adresse',
  'join.wrong_account_text':
    '{signed, select, named {Sie ging an {address}, und Sie sind als {account} angemeldet.} other {Sie ging an {address}, und diese Adresse hat Ihr Konto nicht.}} {whom, select, inviter {Wechseln Sie zu dem Konto mit dieser Adresse, oder bitten Sie {inviter}, Sie unter Ihrer einzuladen.} other {Wechseln Sie zu dem Konto mit dieser Adresse, oder bitten Sie dort, woher sie kam, um eine Einladung an Ihre.}}',
  'join.readdress_requested': 'Sie haben um eine Einladung an Ihre Adresse gebeten',
  'join.readdress_requested_text':
    '{whom, select, nobody {Jemand in der Organisation} other {Jemand bei {organization}}} entscheidet nun darüber. Bei einer Zusage kommt eine E-Mail mit der Einladung an Ihre Adresse.',
  'join.unverified': 'Bestätigen Sie erst Ihre Adresse',
  'join.unverified_text':
    'Die Einladung kann beantwortet werden, sobald feststeht, dass ihre Adresse Ihnen gehört. Ein Code, der dorthin geschickt wird, zeigt das.',
  'join.user_disabled': 'Dieses Konto wurde stillgelegt',
  'join.user_disabled_text':
    'Damit kann nichts beantwortet werden. Fragen Sie den Betreiber dieses Dienstes oder wechseln Sie das Konto.',
  'join.no_seat': 'Es ist kein Platz mehr frei',
  'join.no_seat_text':
    '{whom, select, inviter {Alle Plätze von {organization} sind vergeben. Ihre Einladung bleibt offen: Bitten Sie {inviter} oder die Verwaltung dort um einen Platz und nehmen Sie dann noch einmal an.} other {Alle Plätze von {organization} sind vergeben. Ihre Einladung bleibt offen: Bitten Sie die Verwaltung dort um einen Platz und nehmen Sie dann noch einmal an.}}',
  'join.domain_not_allowed': 'Diese Adresse kann nicht beitreten',
  'join.domain_not_allowed_text':
    '{whom, select, inviter {{organization} nimmt keine Adressen dieser Domain mehr auf. Ihre Einladung bleibt offen: Bitten Sie {inviter}, eine andere Adresse von Ihnen einzuladen.} other {{organization} nimmt keine Adressen dieser Domain mehr auf. Ihre Einladung bleibt offen: Bitten Sie die Verwaltung dort, eine andere Adresse von Ihnen einzuladen.}}',
  'join.inviter_lost_permission': 'Diese Rolle kann nicht mehr vergeben werden',
  'join.inviter_lost_permission_text':
    '{whom, select, inviter {{inviter} darf sie bei {organization} nicht mehr vergeben. Ihre Einladung bleibt offen: Bitten Sie die Verwaltung dort um eine neue.} other {Wer Sie eingeladen hat, darf sie bei {organization} nicht mehr vergeben. Ihre Einladung bleibt offen: Bitten Sie die Verwaltung dort um eine neue.}}',
  'join.unknown_outcome': 'Ist Ihre Antwort angekommen?',
  'join.unknown_outcome_text':
    'Die Verbindung brach ab, während sie unterwegs war; diese Seite weiß es also nicht. Sehen Sie noch einmal nach: Nichts wird doppelt beantwortet.',
  'join.too_many_tries': 'Zu viele Versuche',
  'join.too_many_tries_text':
    '{seconds, plural, =0 {Warten Sie einen Moment und versuchen Sie es dann erneut.} one {Warten Sie # Sekunde und versuchen Sie es dann erneut.} other {Warten Sie # Sekunden und versuchen Sie es dann erneut.}}',
  'join.offline': 'Sie sind offline',
  'join.offline_text': 'Ihre Einladung wird nachgeschlagen, sobald die Verbindung wieder da ist.',
  'join.unreachable': 'Der Dienst ist nicht erreichbar',
  'join.unreachable_text':
    'Ihrer Einladung ist nichts geschehen. Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.',
  'join.unavailable': 'Das geht gerade nicht',
  'join.unavailable_text':
    'Der Dienst erreicht etwas nicht, das er braucht. Ihrer Einladung ist nichts geschehen; versuchen Sie es gleich noch einmal.',
  'join.outdated_page': 'Diese Seite ist veraltet',
  'join.outdated_page_text':
    'Der Dienst konnte nicht erkennen, dass dies von seiner eigenen Seite kam. Es wurde nichts gesendet. Laden Sie die Seite neu.',
  'join.broken': 'Bei uns ist etwas schiefgegangen',
  'join.broken_text':
    'Ihrer Einladung ist nichts geschehen. Versuchen Sie es erneut; bleibt es dabei, sagen Sie es dem Betreiber dieses Dienstes.',
  'join.other': 'Das hat nicht geklappt',
  'join.other_text': '{detail}',

  'join.mail_code': 'Code an {address} schicken',
  'join.code_sent': 'Wir haben einen Code an {address} geschickt.',
  'join.request': 'Anfrage {request_id}',
  'join.code': 'Code',
  'join.verify': 'Bestätigen',
  'join.mail_another': 'Neuen Code schicken',
  'join.mail_another_wait': '{seconds, plural, one {Neuer Code in # Sekunde} other {Neuer Code in # Sekunden}}',
}
