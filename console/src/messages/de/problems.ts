import type { Texts } from '../catalogue.ts'
import type { problems as english } from '../en/problems.ts'

export const problems: Texts<typeof english> = {
  'broken.title': 'Diese Seite ist fehlerhaft',
  'broken.text': 'Der Fehler liegt bei uns. Oft hilft es, die Seite neu zu laden.',
  'broken.reload': 'Neu laden',

  'problem.unreachable':
    'Der Dienst ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.',
  'problem.timed_out': 'Es kam rechtzeitig keine Antwort. Versuchen Sie es gleich noch einmal.',
  'problem.unreadable':
    'Etwas zwischen Ihnen und dem Dienst hat an seiner Stelle geantwortet. Versuchen Sie es später.',
  'problem.unavailable': 'Der Dienst erreicht gerade etwas nicht, das er braucht. Versuchen Sie es gleich noch einmal.',
  'problem.internal_error':
    'Bei uns ist etwas schiefgegangen. Versuchen Sie es erneut; bleibt es dabei, melden Sie die Anfrage {request_id}.',
  'problem.signed_out': 'Sie sind abgemeldet. Melden Sie sich an und versuchen Sie es erneut.',
  'problem.csrf_refused':
    'Der Dienst konnte nicht erkennen, dass dies von seiner eigenen Seite kam. Laden Sie die Seite neu und versuchen Sie es erneut.',
  'problem.rate_limited_long': 'Das war für jetzt zu oft. Versuchen Sie es später wieder.',
  'problem.rate_limited':
    '{seconds, plural, =0 {Das war zu oft. Warten Sie einen Moment und versuchen Sie es erneut.} one {Das war zu oft. Versuchen Sie es in # Sekunde erneut.} other {Das war zu oft. Versuchen Sie es in # Sekunden erneut.}}',
  'problem.resend_too_soon':
    '{seconds, plural, =0 {Sie wurde eben erst gesendet. Warten Sie einen Moment, bevor Sie sie erneut senden.} one {Sie wurde eben erst gesendet. Sie können sie in # Sekunde erneut senden.} other {Sie wurde eben erst gesendet. Sie können sie in # Sekunden erneut senden.}}',
  'problem.mail_quota_reached':
    'Heute können keine Einladungen mehr verschickt werden. Versuchen Sie es morgen erneut.',
  'problem.sending_frozen':
    'Kaum jemand nimmt die Einladungen dieser Organisation an, deshalb werden keine mehr verschickt. Schreiben Sie dem Betreiber des Dienstes.',
  'problem.permission_denied':
    'Ihre Rollen in dieser Organisation erlauben das nicht. Fragen Sie jemanden, der sie besitzt oder verwaltet.',
  'problem.user_disabled': 'Dieser Zugang wurde stillgelegt. Fragen Sie den Betreiber des Dienstes.',
  'problem.not_found': 'Hier ist nichts (mehr) für Sie. Prüfen Sie die Adresse oder gehen Sie zurück zum Eingang.',
  'problem.validation_failed': 'Etwas von Ihren Eingaben passt nicht. Sehen Sie sich die markierten Felder an.',
  'problem.already_accepted':
    'Sie haben diese Einladung schon angenommen. Um das zurückzunehmen, verlassen Sie die Organisation.',
  'problem.already_declined': 'Sie haben diese Einladung schon abgelehnt. Bitten Sie um eine neue.',
  'problem.already_answered': 'Diese Einladung ist beantwortet. Bitten Sie um eine neue, wenn Sie sie brauchen.',
  'problem.expired': 'Diese Einladung ist abgelaufen. Bitten Sie um eine neue.',
  'problem.revoked': 'Diese Einladung wurde zurückgezogen. Fragen Sie nach, wenn Sie etwas anderes erwartet haben.',
  'problem.superseded':
    'Zu dieser Einladung wurde ein neuerer Link geschickt. Verwenden Sie den aus der letzten E-Mail.',
  'problem.organization_gone': 'Die Organisation dieser Einladung ist nicht mehr aktiv.',
  'problem.seat_limit_reached':
    'Alle Plätze der Organisation sind vergeben. Die Einladung bleibt bestehen: Bitten Sie dort um einen Platz und versuchen Sie es dann erneut.',
  'problem.batch_refused': 'Nicht alle von ihnen können eingeladen werden, also wurde niemand eingeladen.',
  'problem.domain_not_allowed':
    'Die Organisation nimmt keine Adressen dieser Domain auf. Verwenden Sie eine Adresse einer Domain, die sie erlaubt.',
  'problem.inviter_lost_permission':
    'Wer Sie eingeladen hat, darf diese Rolle nicht mehr vergeben. Die Einladung bleibt bestehen: Bitten Sie dort um eine neue.',
  'problem.role_not_grantable':
    'Diese Rolle gibt Rechte, die Sie selbst nicht haben. Wählen Sie eine andere oder fragen Sie jemanden, dem die Organisation gehört.',
  'problem.organization_creation_restricted':
    'Organisationen legt hier nicht jeder an. Fragen Sie in der Anwendung, von der Sie kommen, oder den Betreiber.',
  'problem.still_pending':
    'Diese Einladung kann noch beantwortet werden, Sie brauchen also keine neue. Öffnen Sie sie.',
  'problem.not_open': 'Über diese Anfrage wurde inzwischen entschieden, oder die Einladung wurde beantwortet.',
  'problem.address_not_verified': 'Wer um diese Adresse gebeten hat, hat sie nicht mehr. Lehnen Sie die Anfrage ab.',
  'problem.organization_blocked':
    'Sie möchten von dieser Organisation keine Einladungen. Nehmen Sie das erst in Ihrem Konto zurück und fragen Sie dann noch einmal.',
  'problem.too_many_requests_open': 'Zu dieser Einladung wurde schon genug angefragt. Warten Sie die Antwort ab.',
  'problem.not_pending': 'Diese Einladung wurde inzwischen beantwortet oder zurückgezogen.',
  'problem.name_taken': 'Dieser Name ist in dieser Organisation vergeben. Wählen Sie einen anderen.',
  'problem.system_managed': 'Owner, Admin und Member lassen sich nicht ändern. Legen Sie eine eigene Rolle an.',
  'problem.too_many_roles': 'Mehr Rollen sind nicht möglich. Löschen Sie erst eine.',
  'problem.too_many_endpoints': 'Mehr Webhook-Endpunkte sind nicht möglich. Löschen Sie erst einen.',
  'problem.endpoint_disabled': 'Dieser Webhook-Endpunkt ist abgeschaltet. Schalten Sie ihn erst ein.',
  'problem.already_assigned': 'Das wurde schon vergeben.',
  'problem.last_role':
    'Ein Mitglied hat immer eine Rolle. Vergeben Sie erst eine andere oder entfernen Sie das Mitglied.',
  'problem.last_owner': 'Nur Sie besitzen diese Organisation. Übergeben Sie sie erst jemand anderem.',
  'problem.already_owner': 'Diesem Mitglied gehört die Organisation schon.',
  'problem.already_offered':
    'Die Organisation ist diesem Mitglied schon angeboten. Ziehen Sie das Angebot zurück, um ein anderes zu machen.',
  'problem.offer_void': 'Wer das angeboten hat, besitzt die Organisation nicht mehr. Bitten Sie um ein neues Angebot.',
  'problem.last_operator': 'Jemand muss diesen Dienst betreiben. Fügen Sie erst einen anderen Betreiber hinzu.',
  'problem.last_address':
    'Das ist die einzige Adresse, mit der Sie sich anmelden können. Fügen Sie erst eine andere hinzu und bestätigen Sie sie.',
  'problem.vouched_by_issuer':
    'Diese Adresse kommt von Ihrem Login. Ändern Sie sie dort; hier folgt sie bei der nächsten Anmeldung.',
  'problem.too_many_addresses': 'Mehr Adressen sind nicht möglich. Entfernen Sie erst eine.',
  'problem.already_verified': 'Diese Adresse ist schon bestätigt.',
  'problem.wrong_code': 'Das ist nicht der Code aus der neuesten E-Mail. Prüfen Sie ihn und versuchen Sie es erneut.',
  'problem.code_ended':
    'Dieser Code wurde benutzt, ist abgelaufen oder wurde zu oft versucht. Fordern Sie einen neuen an.',
  'problem.mail_off':
    'Dieser Dienst verschickt keine E-Mails, also kann Sie kein Code erreichen. Fragen Sie den Betreiber.',
  'problem.precondition_failed':
    'Jemand hat dies geändert, seit Sie es geöffnet haben. Laden Sie neu und ändern Sie es noch einmal.',
  'problem.idempotency_key_in_use': 'Das ist noch in Arbeit. Sehen Sie gleich noch einmal nach.',
  'problem.idempotency_key_reused':
    'Das wurde mit etwas anderem verwechselt, das Sie getan haben. Laden Sie neu und versuchen Sie es noch einmal.',
  'problem.idempotency_answer_lost': 'Das wurde schon getan. Laden Sie neu, um es zu sehen.',
  'problem.other': 'Das hat nicht geklappt. {detail}',
}
