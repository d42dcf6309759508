import './join/styles.css'
import { InvitationState } from './join/invitation.ts'
import { JoinPage } from './join/JoinPage.tsx'
import { openedBy } from './join/opened.ts'
import { start } from './start.tsx'

const invitation = new InvitationState(openedBy(location))
// Asked for before anything is drawn.
void invitation.look()

// Going back to a page that was left to sign in: what it showed is no longer so.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload())

await start(<JoinPage invitation={invitation} />)
