import type { Catalogue } from './catalogue.ts'

export const de: Catalogue = {
  'app.name': 'Usher',
  'app.skip': 'Zum Inhalt',
  'app.navigation': 'Hauptnavigation',
  'app.open_menu': 'Menü öffnen',
  'app.close': 'Schließen',
  'app.cancel': 'Abbrechen',
  'app.save': 'Speichern',
  'app.saved': 'Gespeichert.',
  'app.retry': 'Erneut versuchen',
  'app.loading': 'Wird geladen',
  'app.offline':
    'Sie sind offline. Was Sie sehen, kann veraltet sein; es wird aktualisiert, sobald die Verbindung wieder da ist.',
  'app.more': 'Mehr',

  'nav.inbox': 'Eingang',
  'nav.inbox_count': '{count, plural, one {# offene Einladung} other {# offene Einladungen}}',
  'nav.organizations': 'Organisationen',
  'nav.no_organizations': 'Noch keine',
  'nav.account': 'Konto',
  'nav.account_menu': 'Konto von {name}',
  'nav.mailbox': 'Postfach (Entwicklung)',
  'nav.sign_out': 'Abmelden',

  'landing.title': 'Ihre Einladungen an einem Ort',
  'landing.text':
    'Melden Sie sich an, um zu sehen, wer Sie wozu einlädt, um anzunehmen oder abzulehnen und um andere einzuladen.',
  'landing.sign_in': 'Anmelden',
  'signed_out.title': 'Sie sind abgemeldet',
  'signed_out.text': 'In diesem Browserfenster ist nichts von Ihnen zurückgeblieben.',
  'signed_out.again': 'Wieder anmelden',

  'missing.title': 'Diese Seite gibt es nicht',
  'missing.text': 'Vielleicht ist die Adresse vertippt, oder was hier war, ist fort.',
  'missing.home': 'Zum Eingang',
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

  'inbox.title': 'Eingang',
  'inbox.empty': 'Keine Einladung wartet auf Sie',
  'inbox.empty_hint':
    'Erwarten Sie eine? Sie erscheint hier, sobald die Adresse, an die sie ging, zu Ihren bestätigten gehört.',
  'inbox.addresses': 'Ihre Adressen ansehen',

  'invitation.members': '{count, plural, one {# Mitglied} other {# Mitglieder}}',
  'invitation.invited_by': '{name} lädt Sie ein',
  'invitation.invited': 'Sie sind eingeladen',
  'invitation.as': 'als',
  'invitation.sent_to': 'Geschickt an {address}',
  'invitation.ends': 'Endet {time}',
  'invitation.ended': 'Endete {time}',
  'invitation.accept': 'Annehmen',
  'invitation.decline': 'Ablehnen',
  'invitation.accepted': 'Sie sind jetzt Mitglied von {organization}.',
  'invitation.declined': 'Sie haben die Einladung von {organization} abgelehnt.',
  'invitation.go_on': 'Zu {organization}',

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

  'decline.title': 'Die Einladung von {organization} ablehnen?',
  'decline.reason': 'Grund',
  'decline.reason_hint': 'Wenn Sie einen nennen möchten. Wer Sie eingeladen hat, kann ihn lesen.',
  'decline.block': 'Nicht mehr in diese Organisation einladen',
  'decline.report': 'Ich kenne diese Organisation nicht',
  'decline.report_hint': 'Der Betreiber dieses Dienstes erfährt davon.',
  'decline.submit': 'Ablehnen',

  'people.title': 'Mitglieder',
  'people.count': '{count, plural, one {# Mitglied} other {# Mitglieder}}',
  'people.invite': 'Einladen',
  'people.tab.all': 'Alle',
  'people.tab.members': 'Mitglieder',
  'people.tab.pending': 'Offen',
  'people.search': 'Nach Name, Adresse oder Rolle suchen',
  'people.search_clear': 'Suche leeren',
  'people.search_part': 'Gesucht wird nur in dem, was geladen ist. Laden Sie mehr, um weiterzusuchen.',
  'people.more': 'Mehr laden',
  'people.none_pending': 'Keine Einladung ist offen.',
  'people.none_found': 'Niemand hier passt zu „{query}“.',
  'people.column.person': 'Person',
  'people.column.status': 'Zustand',
  'people.column.roles': 'Rollen',
  'people.column.invited_by': 'Eingeladen von',
  'people.column.since': 'Seit',
  'people.column.joined': 'Beigetreten',
  'people.column.invited': 'Eingeladen',
  'people.column.actions': 'Aktionen',
  'people.nameless': 'Ohne Namen',
  'people.you': 'Sie',
  'people.status.member': 'Mitglied',
  'people.status.service_account': 'Dienstkonto',
  'people.status.pending': 'Offen',
  'people.status.accepted': 'Angenommen',
  'people.status.declined': 'Abgelehnt',
  'people.status.revoked': 'Zurückgezogen',
  'people.status.expired': 'Abgelaufen',
  'people.status.revoking': 'Wird zurückgezogen',
  'people.ends': 'Endet {time}',
  'people.ended': 'Endete {time}',
  'people.mail.queued': 'E-Mail wartet auf Versand',
  'people.mail.retried': 'E-Mail wartet auf den nächsten Versuch',
  'people.mail.sending': 'E-Mail wird verschickt',
  'people.mail.sent': 'E-Mail verschickt {time}',
  'people.mail.failed': 'E-Mail konnte nicht verschickt werden',
  'people.mail.bounced': 'E-Mail kam zurück',
  'people.mail.cancelled': 'E-Mail wurde nicht verschickt',
  'people.mail.not_sent': 'Es wird keine E-Mail verschickt',
  'people.actions': 'Aktionen für {name}',
  'people.copy_link': 'Link kopieren',
  'people.revoke': 'Einladung zurückziehen',
  'people.remove': 'Aus der Organisation entfernen',
  'people.leave': 'Organisation verlassen',
  'people.copied': 'Link kopiert. Wer ihn öffnet, muss sich als {email} anmelden.',
  'people.copy_by_hand': 'Dieser Browser lässt die Seite nicht kopieren. Das ist der Link:',
  'people.revoking':
    'Die Einladung an {email} wird zurückgezogen. Wenn Sie diese Seite verlassen, geschieht es sofort.',
  'people.undo': 'Rückgängig',
  'people.revoked': 'Die Einladung an {email} ist zurückgezogen.',
  'people.kept': 'Die Einladung an {email} bleibt.',
  'people.remove_title': '{name} aus {organization} entfernen?',
  'people.remove_text': 'Der Zugang endet sofort. Um das rückgängig zu machen, laden Sie erneut ein.',
  'people.remove_submit': 'Entfernen',
  'people.removed': '{name} ist kein Mitglied mehr.',
  'people.leave_title': '{organization} verlassen?',
  'people.leave_text': 'Ihr Zugang endet sofort. Um zurückzukommen, müssen Sie erneut eingeladen werden.',
  'people.leave_submit': 'Verlassen',
  'people.reason.may_not_invite':
    'Ihre Rollen hier erlauben Ihnen nicht, einzuladen. Fragen Sie jemanden, der die Organisation besitzt oder verwaltet.',
  'people.reason.may_not_see_invitations':
    'Ihre Rollen hier erlauben Ihnen nicht, Einladungen zu sehen. Fragen Sie jemanden, der die Organisation besitzt oder verwaltet.',
  'people.reason.may_not_revoke': 'Ihre Rollen hier erlauben Ihnen nicht, Einladungen zurückzuziehen.',
  'people.reason.may_not_remove': 'Ihre Rollen hier erlauben Ihnen nicht, Mitglieder zu entfernen.',
  'people.reason.holds_more': 'Dieses Mitglied hat Rechte, die Sie nicht haben.',
  'people.reason.last_owner':
    'Wem allein die Organisation gehört, der kann nicht gehen. Übergeben Sie sie erst jemand anderem.',
  'people.reason.expired': 'Diese Einladung ist abgelaufen, ihr Link führt nirgendwohin.',
  'people.reason.answered': 'Diese Einladung ist beantwortet.',
  'people.reason.revoked': 'Diese Einladung ist zurückgezogen.',
  'people.reason.no_role': 'Sie haben keine Rolle, die Sie vergeben könnten.',

  'role.owner': 'Darf alles, auch die Organisation löschen und übergeben.',
  'role.admin': 'Darf alles, außer die Organisation löschen oder übergeben.',
  'role.member': 'Gehört zur Organisation und sieht, wer noch dazugehört.',

  'invite.title': 'In {organization} einladen',
  'invite.addresses': 'Adressen',
  'invite.addresses_hint':
    'So viele Sie möchten, getippt oder eingefügt, mit oder ohne Namen, getrennt durch Kommas, Leerzeichen oder Zeilen.',
  'invite.list': 'Eingegebene Adressen',
  'invite.list_keys':
    'Mit den Pfeiltasten erreichen Sie die eingegebenen Adressen; Eingabe ändert eine, Entf entfernt sie.',
  'invite.chip': '{email}: {flaw}',
  'invite.remove': '{email} entfernen',
  'invite.flaw.not_an_address': 'keine Adresse',
  'invite.flaw.too_long': 'zu lang für eine Adresse',
  'invite.flaw.duplicate': 'schon in der Liste',
  'invite.flaw.own_address': 'Ihre eigene Adresse',
  'invite.flawed':
    '{count, plural, one {# Eintrag bekommt keine Einladung. Ändern oder entfernen Sie ihn.} other {# Einträge bekommen keine Einladung. Ändern oder entfernen Sie sie.}}',
  'invite.remove_flawed': '{count, plural, one {Entfernen} other {Alle entfernen}}',
  'invite.duplicates':
    '{count, plural, one {# Adresse steht doppelt in der Liste und bekommt eine Einladung.} other {# Adressen stehen mehrfach in der Liste und bekommen je eine Einladung.}}',
  'invite.left_out':
    '{count, plural, one {# weitere passt nicht mehr dazu: Laden Sie erst diese ein.} other {# weitere passen nicht mehr dazu: Laden Sie erst diese ein und fügen Sie dann den Rest ein.}}',
  'invite.role': 'Rolle',
  'invite.message': 'Nachricht',
  'invite.message_hint': 'Einige Worte von Ihnen für die E-Mail. Nicht erforderlich.',
  'invite.submit': '{count, plural, =0 {Einladungen senden} one {# Einladung senden} other {# Einladungen senden}}',
  'invite.nobody': 'Geben Sie erst eine Adresse ein.',
  'invite.sending': 'Wird eingeladen',
  'invite.progress': '{done} von {total}',
  'invite.stop': 'Anhalten',
  'invite.results': 'Was aus jeder wurde',
  'invite.outcome.waiting': 'Noch nicht gesendet',
  'invite.outcome.sending': 'Wird gesendet',
  'invite.outcome.invited': 'Eingeladen',
  'invite.outcome.already_member': 'Ist schon Mitglied',
  'invite.outcome.already_invited': 'Ist schon eingeladen',
  'invite.outcome.kept_back': 'Nicht gesendet',
  'invite.outcome.unanswered': 'Es kam keine Antwort',
  'invite.outcome.refused': 'Der Dienst nimmt diese Adresse nicht an.',
  'invite.outcome.flawed': 'Nicht gesendet: {flaw}',
  'invite.summary':
    '{count, plural, =0 {Niemand wurde eingeladen.} one {# Person wurde eingeladen.} other {# Personen wurden eingeladen.}}',
  'invite.summary_already': '{count, plural, one {# brauchte keine Einladung.} other {# brauchten keine Einladung.}}',
  'invite.summary_open': '{count, plural, one {# wurde nicht eingeladen.} other {# wurden nicht eingeladen.}}',
  'invite.retry': '{count, plural, one {Mit # Adresse erneut versuchen} other {Mit # Adressen erneut versuchen}}',
  'invite.change': 'Liste ändern',
  'invite.done': 'Fertig',

  'organization.create': 'Organisation anlegen',
  'organization.create_text': 'Sie gehört dann Ihnen, und Sie können andere einladen.',
  'organization.name': 'Name',
  'organization.name_hint': 'Sehen alle, die Sie einladen.',
  'organization.name_refused': 'Wählen Sie einen Namen in einer Zeile, mit sichtbaren Zeichen und ohne Steuerzeichen.',
  'organization.create_submit': 'Anlegen',

  'profile.title': 'Profil',
  'profile.text': 'Sichtbar für alle, die Sie einladen, und für die Mitglieder Ihrer Organisationen.',
  'profile.name': 'Name',
  'profile.picture': 'Bild',
  'profile.picture_hint': 'Die Adresse eines Bildes im Web, beginnend mit https://',
  'profile.picture_wrong': 'Das muss eine Adresse sein, die mit https:// beginnt',

  'addresses.title': 'Adressen',
  'addresses.text': 'Einladungen finden Sie über Ihre bestätigten Adressen.',
  'addresses.verified': 'Bestätigt',
  'addresses.unverified': 'Nicht bestätigt',
  'addresses.vouched_by': 'Von Ihrem Login bei {issuer}. Dort können Sie sie ändern.',
  'addresses.signs_in': 'Ein Code, der dorthin geht, meldet Sie an.',
  'addresses.new': 'Neue Adresse',
  'addresses.add': 'Hinzufügen',
  'addresses.wrong': 'Das muss eine einzelne Adresse sein, wie grace@example.com',
  'addresses.remove': 'Entfernen',
  'addresses.remove_one': '{address} entfernen',
  'addresses.remove_title': '{address} entfernen?',
  'addresses.remove_text':
    'Einladungen, die dorthin gingen, gehören dann nicht mehr Ihnen. Ihre Mitgliedschaften bleiben.',
  'addresses.code_needed': 'Bestätigen Sie sie mit dem Code, der dorthin geschickt wird.',
  'addresses.code_sent': 'Wir haben einen Code an {address} geschickt.',
  'addresses.code': 'Code',
  'addresses.verify': 'Bestätigen',
  'addresses.resend': 'Neuen Code schicken',
  'addresses.resend_wait': '{seconds, plural, one {Neuer Code in # Sekunde} other {Neuer Code in # Sekunden}}',

  'my_organizations.none': 'Sie sind noch in keiner Organisation Mitglied.',
  'my_organizations.leave': 'Verlassen',
  'my_organizations.leave_one': '{organization} verlassen',
  'my_organizations.leave_title': '{organization} verlassen?',
  'my_organizations.leave_text': 'Sie verlieren dort Ihre Rollen. Um zurückzukehren, brauchen Sie eine neue Einladung.',

  'sessions.title': 'Sitzungen',
  'sessions.text':
    'Die Browser, in denen Sie angemeldet sind. Eine Sitzung zu beenden meldet Sie dort ab, auch in den Anwendungen, die darin benutzt wurden.',
  'sessions.none': 'Es gibt keine, die dieser Dienst führt.',
  'sessions.browser': '{browser} auf {system}',
  'sessions.unknown': 'Unbekannter Browser',
  'sessions.current': 'Dieser Browser',
  'sessions.last_used': 'Zuletzt benutzt {time}',
  'sessions.end': 'Beenden',
  'sessions.end_one': 'Sitzung in {browser} beenden',

  'applications.title': 'Anwendungen',
  'applications.text': 'Anwendungen anderer, die etwas in Ihrem Namen tun dürfen.',
  'applications.none': 'Sie haben keiner Anwendung etwas erlaubt.',
  'applications.since': 'Seit {day}',
  'applications.remove': 'Zurücknehmen',
  'applications.remove_one': 'Zurücknehmen, was {application} darf',
  'applications.identity': 'Wissen, wer Sie sind.',
  'applications.invitations_read': 'Die Einladungen an Sie lesen.',
  'applications.invitations_respond': 'Die Einladungen an Sie annehmen oder ablehnen.',
  'applications.organizations_read':
    'Die Organisationen lesen, in denen Sie Mitglied sind, und Ihren Namen und Ihre Adressen.',
  'applications.organizations_write':
    'Die Organisationen ändern, in denen Sie Mitglied sind, soweit Ihre Rollen es erlauben, und Ihren Namen und Ihr Bild.',
  'applications.webhooks_manage':
    'Die Webhook-Endpunkte der Organisationen verwalten, in denen Sie Mitglied sind, soweit Ihre Rollen es erlauben.',

  'blocks.title': 'Blockierte Organisationen',
  'blocks.text':
    'Ihre Einladungen werden Ihnen nicht geschickt und erscheinen nicht in Ihrem Eingang. Sie erfahren nichts davon.',
  'blocks.none': 'Sie haben keine blockiert.',
  'blocks.remove': 'Freigeben',
  'blocks.remove_one': '{organization} freigeben',

  'data.title': 'Ihre Daten',
  'data.text': 'Nehmen Sie alles mit, was dieser Dienst über Sie weiß, oder lassen Sie es löschen.',
  'data.export': 'Meine Daten exportieren',
  'data.exported': 'Die Datei liegt bei Ihren Downloads.',
  'data.erase': 'Mein Konto löschen',
  'data.erase_title': 'Ihr Konto löschen?',
  'data.erase_text':
    'Sie verlassen alle Organisationen, und was hier über Sie bekannt ist, wird gelöscht. Das lässt sich nicht zurücknehmen.',
  'data.owned_alone': 'Niemand sonst besitzt:',
  'data.erase_confirm': 'Geben Sie zur Bestätigung {address} ein',
}
