// Shows the invitation behind the link. Everything it shows is set as text, never as HTML.
const show = (id, text) => {
  document.getElementById(id).textContent = text
}

// The mail with the invitation leads here with a token, the one with a code with the id of a sign-in.
async function preview(token, signIn) {
  const response = signIn
    ? await fetch(`/invitation-links/sign-in/${encodeURIComponent(signIn)}`)
    : await fetch('/invitation-links/preview', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      })
  return { found: response.ok, body: await response.json() }
}

function facts(invitation) {
  const until = new Date(invitation.expiration_date)
  return [
    ['Invited by', invitation.inviting_user_name],
    ['Message', invitation.message],
    ['Address', invitation.masked_email],
    ['Role', invitation.roles.join(', ')],
    ['Members now', String(invitation.organization_member_count)],
    ['Open until', until.toLocaleString(undefined, { dateStyle: 'long', timeStyle: 'short' })],
  ].filter(([, value]) => value)
}

function showInvitation(invitation) {
  document.title = `Invitation to ${invitation.organization_name}`
  show('title', `You are invited to ${invitation.organization_name}`)
  show('text', '')
  for (const [name, value] of facts(invitation)) {
    const list = document.getElementById('facts')
    list.appendChild(document.createElement('dt')).textContent = name
    list.appendChild(document.createElement('dd')).textContent = value
  }
  show(
    'next',
    'To answer, sign in to the application with the account that holds this address. Your invitation waits there.',
  )
}

async function main() {
  const token = location.hash.slice(1)
  const signIn = new URLSearchParams(location.search).get('sign_in')
  if (token === '' && !signIn) return show('text', 'This link is not complete. Open it from the mail once more.')
  try {
    const { found, body } = await preview(token, token === '' ? signIn : null)
    if (found) showInvitation(body)
    else show('text', body.detail)
  } catch {
    show('text', 'The invitation could not be loaded. Check your connection and reload this page.')
  }
}

void main()
