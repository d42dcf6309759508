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
  'problem.rate_limited':
    '{seconds, plural, =0 {Das war zu oft. Warten Sie einen Moment und versuchen Sie es erneut.} one {Das war zu oft. Versuchen Sie es in # Sekunde erneut.} other {Das war zu oft. Versuchen Sie es in # Sekunden erneut.}}',
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
  'problem.inviter_lost_permission':
    'Wer Sie eingeladen hat, darf diese Rolle nicht mehr vergeben. Die Einladung bleibt bestehen: Bitten Sie dort um eine neue.',
  'problem.last_owner': 'Nur Sie besitzen diese Organisation. Übergeben Sie sie erst jemand anderem.',
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

  'decline.title': 'Die Einladung von {organization} ablehnen?',
  'decline.reason': 'Grund',
  'decline.reason_hint': 'Wenn Sie einen nennen möchten. Wer Sie eingeladen hat, kann ihn lesen.',
  'decline.block': 'Nicht mehr in diese Organisation einladen',
  'decline.report': 'Ich kenne diese Organisation nicht',
  'decline.report_hint': 'Der Betreiber dieses Dienstes erfährt davon.',
  'decline.submit': 'Ablehnen',

  'people.title': 'Mitglieder',

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
