import './join/styles.css'
import { InvitationState } from './join/invitation.ts'
import { JoinPage } from './join/JoinPage.tsx'
import { openedBy } from './join/opened.ts'
import { start } from './start.tsx'

const invitation = new InvitationState(openedBy(location))
// Asked for before anything is drawn.
void invitation.look()

// Back at a page that was left to sign in, what it showed is no longer so; and another link in its place is another page.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
addEventListener('hashchange', () => location.reload())

await start(<JoinPage invitation={invitation} />)
