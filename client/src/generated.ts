// Generated from openapi.json by `npm run generate`. Do not edit.

/** What a refusal's `code` can be. The page /docs/problems of the service explains each. */
export type ProblemCode =
  | 'authentication_required'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'csrf_refused'
  | 'user_context_required'
  | 'platform_client_required'
  | 'managed_by_organization'
  | 'own_application_required'
  | 'operator_required'
  | 'permission_denied'
  | 'user_disabled'
  | 'role_not_grantable'
  | 'recipient_mismatch'
  | 'organization_creation_restricted'
  | 'not_found'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'request_timeout'
  | 'already_member'
  | 'already_invited'
  | 'already_accepted'
  | 'already_declined'
  | 'still_pending'
  | 'not_open'
  | 'address_not_verified'
  | 'organization_blocked'
  | 'too_many_requests_open'
  | 'not_pending'
  | 'seat_limit_reached'
  | 'domain_not_allowed'
  | 'inviter_lost_permission'
  | 'last_owner'
  | 'already_owner'
  | 'already_offered'
  | 'offer_void'
  | 'mail_off'
  | 'already_verified'
  | 'too_many_addresses'
  | 'vouched_by_issuer'
  | 'last_address'
  | 'last_operator'
  | 'public_client'
  | 'idempotency_key_in_use'
  | 'idempotency_answer_lost'
  | 'slug_taken'
  | 'name_taken'
  | 'system_managed'
  | 'too_many_roles'
  | 'too_many_endpoints'
  | 'endpoint_disabled'
  | 'already_assigned'
  | 'last_role'
  | 'expired'
  | 'revoked'
  | 'already_answered'
  | 'superseded'
  | 'code_ended'
  | 'organization_gone'
  | 'precondition_failed'
  | 'body_too_large'
  | 'url_too_long'
  | 'unsupported_media_type'
  | 'validation_failed'
  | 'batch_refused'
  | 'idempotency_key_reused'
  | 'wrong_code'
  | 'resend_too_soon'
  | 'rate_limited'
  | 'mail_quota_reached'
  | 'sending_frozen'
  | 'malformed_json'
  | 'malformed_request'
  | 'headers_too_large'
  | 'internal_error'
  | 'unavailable'

export interface paths {
    readonly "/invitations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List Pending Invitations Endpoint
         * @description List pending invitations for the authenticated user, soonest to expire first.
         */
        readonly get: operations["list_pending_invitations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitations/{invitation_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get Invitation Endpoint
         * @description Get a pending invitation.
         */
        readonly get: operations["get_invitation"];
        readonly put?: never;
        /**
         * Respond To Invitation Endpoint
         * @description Accept or decline a pending invitation. Answers the ID of the organization if the invitation was accepted, null if it was declined. Repeating an answer answers the same again.
         */
        readonly post: operations["respond_to_invitation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitations/{invitation_id}/details": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get what more an invitee needs to decide
         * @description The seven fields of the invitation, the roles it gives and which address it was sent to. Reading it the first time is recorded as `invitation.seen`, and changes nothing else.
         */
        readonly get: operations["get_invitation_details"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitations/{invitation_id}/requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask for a new invitation, or for one to another address of yours
         * @description For who holds the address of the invitation. Asking again while it is open answers the same, and what was said first stands. Nothing is granted by it.
         */
        readonly post: operations["request_about_invitation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitation-requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what you asked of organizations, and what became of it
         * @description Oldest first.
         */
        readonly get: operations["list_my_invitation_requests"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitation-links/preview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Show the invitation behind the link of a mail
         * @description Mail scanners can do no harm with it: it answers nothing and verifies nothing, however often it is sent. The first time is recorded as `invitation.seen`, which says that somebody opened the link, and not who. The address stays masked.
         */
        readonly post: operations["preview_invitation_link"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitation-links/claim": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Open the invitation behind the link of a mail
         * @description For who is signed in and came by the link. Answers which invitation it is, if it is yours: to an address that your account holds, verified, or has unverified, which is verified by this. It signs nobody in, verifies no other address, and takes none from another account. Claiming twice answers the same again.
         */
        readonly post: operations["claim_invitation_link"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitation-links/sign-in": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign in to answer the invitation behind a link
         * @description For the page that the link leads to. Sets the cookie `usher_way_back` and says where the browser goes to sign in, from where it comes back to the invitation. The mail with a code to the invited address then carries a link back as well, so it can be opened in another browser; that browser sends `sign_in_id` instead of the token. The way back is open for a day.
         */
        readonly post: operations["sign_in_for_invitation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitation-links/sign-in/{sign_in_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Show the invitation that a sign-in was begun for
         * @description For the page `/join?sign_in=...` that the mail with a code links to. Shows what the preview shows.
         */
        readonly get: operations["preview_sign_in"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitation-links/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Say that the invitation behind the link of a mail is not for you
         * @description For whoever reads the mail, without signing in. No more mails of this invitation are sent, and whoever looks after it sees that at the next one; the operators see the report. The invitation itself stays as it is, so nobody loses one because another reads their mail. Reporting twice answers the same again.
         */
        readonly post: operations["report_invitation_link"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitation-links/requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask for an invitation to your own address, with the link of one to another
         * @description For who is signed in and came by the link of an invitation whose address their account does not hold. The organization learns the address that is asked for, which has to be a verified one of theirs, and their name. Asking again while it is open answers the same, and what was said first stands. Nothing is granted by it.
         */
        readonly post: operations["request_by_invitation_link"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/invitation-links/renewal-requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask for a new invitation with the link of one that has expired
         * @description Without signing in. A new invitation goes to the address that was invited, so the link proves enough. Asking again while it is open answers the same, and what was said first stands. Nothing is granted by it.
         */
        readonly post: operations["request_renewal_by_invitation_link"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the organizations that you are a member of
         * @description Longest membership first.
         */
        readonly get: operations["list_organizations"];
        readonly put?: never;
        /**
         * Create an organization
         * @description You become its first owner; a platform client names who does.
         */
        readonly post: operations["create_organization"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get an organization */
        readonly get: operations["get_organization"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete an organization
         * @description For good. Its invitations end, its members are members no longer, its service accounts are gone, its name and slug are free. Nothing of it comes back with a new organization of the same slug.
         */
        readonly delete: operations["delete_organization"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change an organization and its policies
         * @description What is left away stays as it is. Policies hold for what comes: invitations that are pending are judged by them when they are accepted. Nobody who is a member already is put out by a lower limit. `seat_limit` is set by platform clients and operators.
         */
        readonly patch: operations["change_organization"];
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/mail-settings": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** See how the mails of an organization look and when they remind */
        readonly get: operations["get_mail_settings"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Change how the mails of an organization look and when they remind
         * @description What is left away stays as it is; `texts` are replaced as a whole. It holds for every mail that is sent from then on. A mail is written in the first language that is known of its reader: that of the invitation, that of the user who holds the address, that of the organization, else English.
         */
        readonly patch: operations["change_mail_settings"];
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/mail-settings/preview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * See a mail of an organization before it is sent
         * @description With the settings of the organization, or with those of `settings` in their place, which are not kept. What is not given is made up, and its links are samples: nothing is sent, and no invitation comes of it.
         */
        readonly post: operations["preview_mail"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/owners": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the owners of an organization
         * @description Longest members first; after them the members to whom it is offered, whose `offer` is not null.
         */
        readonly get: operations["list_owners"];
        readonly put?: never;
        /**
         * Offer a member to become an owner
         * @description Open for 7 days. With `leave` you become an admin in the moment in which they accept. Until then nothing changes.
         */
        readonly post: operations["offer_ownership"];
        /**
         * Withdraw an offer of ownership
         * @description Who is an owner already stays one. Withdrawing twice answers the same again.
         */
        readonly delete: operations["withdraw_ownership_offer"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/invitations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the invitations of an organization
         * @description In every state and oldest first, unless asked otherwise. All filters that are given hold together. States are those that count now: what has expired is `expired` at once.
         */
        readonly get: operations["list_organization_invitations"];
        readonly put?: never;
        /**
         * Invite somebody into an organization
         * @description Keeps a place for whoever holds the address and sends them a mail.
         */
        readonly post: operations["create_invitation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/invitations/batch": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Invite up to 1,000 people at once
         * @description One transaction, and a result for each row, in the order of the rows. A role or team that you may not give refuses the whole request.
         */
        readonly post: operations["create_invitations"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/invitations/{invitation_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get one invitation of an organization */
        readonly get: operations["get_organization_invitation"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke an invitation
         * @description The place is no longer kept and its link leads nowhere. Revoking twice answers the same again.
         */
        readonly delete: operations["revoke_invitation"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change an invitation
         * @description Changes what a pending invitation says and gives; what is left away stays as it is, and the address cannot be changed. The result is judged like a new invitation of yours: your permissions include all that it gives, the domain is allowed, the end is in time. Nothing is mailed. With a new `expiration_date`, what has expired is pending again, unless a newer invitation to the address is pending. If its inviter could not give what it gives now, you are its inviter from then on.
         */
        readonly patch: operations["edit_invitation"];
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/invitations/{invitation_id}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what happened to an invitation
         * @description Oldest first.
         */
        readonly get: operations["list_invitation_events"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/invitations/{invitation_id}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the mails of an invitation
         * @description Oldest first, with what became of each and of its attempts: the mails that brought the invitation or reminded of it, and the one that tells that it was revoked.
         */
        readonly get: operations["list_invitation_deliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/invitations/{invitation_id}/resend": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send an invitation anew
         * @description Mails it once more, with a later end: that of `expiration_date`, or the one that a new invitation would have; never an earlier one unless it is asked for. What has expired is pending again, unless a newer invitation to the address is pending. The link stays the one that was mailed before, except with `rotate=true`, or where the key that made it is not the newest any more: then the link before answers 410 `superseded`.
         */
        readonly post: operations["resend_invitation"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read what happened in an organization
         * @description The audit log, newest first, in pages; with `format` all of it that the filters let through, as a file of lines or a table.
         *
         *     It shows what is committed by then: an event of a slow request can turn up behind ones that were read before. To follow everything, use webhooks, or begin each time some minutes before the newest that you have (`occurred_after`) and leave out the ids that you know.
         */
        readonly get: operations["list_events"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/invitation-requests": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what invitees ask of an organization
         * @description Oldest first, in every state.
         */
        readonly get: operations["list_invitation_requests"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/invitation-requests/{request_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get one thing that an invitee asks */
        readonly get: operations["get_invitation_request"];
        readonly put?: never;
        /**
         * Approve or refuse what an invitee asks
         * @description Approving does it at once: an expired invitation is sent again, or one to another address takes the place of the one asked about, with the same roles, teams and words, in the name of who approves. What stands in the way leaves the request open. Deciding it the same way again answers the same.
         */
        readonly post: operations["decide_invitation_request"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the members of an organization
         * @description Longest there first, unless asked otherwise. Teams and pending invitations, which are places kept for people, can be listed among them.
         */
        readonly get: operations["list_members"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove a member, or leave
         * @description Without the permission `members:manage` only oneself. The last owner cannot go.
         */
        readonly delete: operations["remove_member"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change the roles of a member
         * @description All roles of their own, from now on. You give none that allows more than you may, and change nobody who may do more; without the permission `members:manage` you can give up roles of your own. The last owner stays one.
         */
        readonly patch: operations["change_member"];
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/members/{user_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Check a membership
         * @description Whether somebody is a member, with their roles, their teams and what they may do; 404 if they are none. Everybody may ask about themselves.
         */
        readonly get: operations["get_member"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/roles": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the roles of an organization
         * @description Owner, Admin and Member first, then custom roles by creation.
         */
        readonly get: operations["list_roles"];
        readonly put?: never;
        /**
         * Create a role
         * @description A set of permissions of your own making, each of which you hold yourself. At most a hundred in an organization.
         */
        readonly post: operations["create_role"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/roles/{role_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get a role */
        readonly get: operations["get_role"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a role
         * @description Members who have no other role become Member. Pending invitations give what is left of their roles, or Member.
         */
        readonly delete: operations["delete_role"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a role
         * @description Takes effect at once for everybody who has it. You hold every permission yourself that it gives before and after.
         */
        readonly patch: operations["change_role"];
        readonly trace?: never;
    };
    readonly "/roles/{role_id}/assignments": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List who has a role
         * @description Members and teams that have it of their own, and the pending invitations that will give it.
         */
        readonly get: operations["list_role_assignments"];
        readonly put?: never;
        /**
         * Give a role to a member, a team or a pending invitation
         * @description Needs `members:manage`, `teams:manage` or `invitations:manage`, and every permission that the role gives. 409 `already_assigned` if it is there already. The role Owner is given to users and invitations alone.
         */
        readonly post: operations["assign_role"];
        /**
         * Take a role from a member, a team or a pending invitation
         * @description 404 if it is not assigned. A member who has no other role becomes Member, and an invitation without any gives Member. The last owner stays one.
         */
        readonly delete: operations["unassign_role"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/teams": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the teams of an organization
         * @description Oldest first.
         */
        readonly get: operations["list_teams"];
        readonly put?: never;
        /**
         * Create a team
         * @description With nobody in it. Roles are assigned to it like to a member, and everybody in it has them.
         */
        readonly post: operations["create_team"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/teams/{team_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get a team */
        readonly get: operations["get_team"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a team
         * @description Who was in it loses its roles and keeps their own. Pending invitations keep what is left. You hold every permission that its roles give.
         */
        readonly delete: operations["delete_team"];
        readonly options?: never;
        readonly head?: never;
        /** Change a team */
        readonly patch: operations["change_team"];
        readonly trace?: never;
    };
    readonly "/teams/{team_id}/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List who is in a team
         * @description Members of the organization, and the pending invitations that lead into the team.
         */
        readonly get: operations["list_team_members"];
        readonly put?: never;
        /**
         * Take a member or a pending invitation into a team
         * @description Needs `teams:manage`, for an invitation `invitations:manage` as well, and every permission that the team’s roles give. 409 `already_assigned` if they are in it.
         */
        readonly post: operations["add_team_member"];
        /**
         * Take a member or a pending invitation out of a team
         * @description 404 if they are not in it. They stay a member of the organization, with their own roles.
         */
        readonly delete: operations["remove_team_member"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/service-accounts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the service accounts of an organization
         * @description Oldest first.
         */
        readonly get: operations["list_service_accounts"];
        readonly put?: never;
        /**
         * Create a service account
         * @description A machine that is a user of its own: a member of this organization, with an address, able to be invited into others. Its key is shown once.
         */
        readonly post: operations["create_service_account"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/service-accounts/{service_account_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get a service account */
        readonly get: operations["get_service_account"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a service account
         * @description Ends its memberships, its keys and its tokens.
         */
        readonly delete: operations["delete_service_account"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/service-accounts/{service_account_id}/key": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a service account a new key
         * @description Shown once. The key before ends at once unless `overlap_seconds` lets it work on for a while.
         */
        readonly post: operations["rotate_service_account_key"];
        /**
         * Revoke the key of a service account
         * @description It obtains no more tokens, and those that it has end at once. It stays a member.
         */
        readonly delete: operations["revoke_service_account_key"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/webhook-endpoints": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the webhook endpoints of the organization
         * @description Oldest first.
         */
        readonly get: operations["list_webhook_endpoints"];
        readonly put?: never;
        /**
         * Send events of an organization somewhere
         * @description By Standard Webhooks, signed with the secret that is shown this once. Twenty endpoints at most. Whoever manages them hears of all events, whatever else they may read.
         */
        readonly post: operations["create_webhook_endpoint"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/webhook-endpoints/{endpoint_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get a webhook endpoint */
        readonly get: operations["get_webhook_endpoint"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a webhook endpoint
         * @description What waits for it is cancelled, and its deliveries go with it.
         */
        readonly delete: operations["delete_webhook_endpoint"];
        readonly options?: never;
        readonly head?: never;
        /** Change, enable or disable a webhook endpoint */
        readonly patch: operations["change_webhook_endpoint"];
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/webhook-endpoints/{endpoint_id}/rotate-secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a webhook endpoint a new secret
         * @description Shown once. The secret before signs as well for a day, unless `overlap_seconds` says otherwise.
         */
        readonly post: operations["rotate_webhook_secret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/webhook-endpoints/{endpoint_id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a test to a webhook endpoint
         * @description An event `webhook_endpoint.tested`, sent there whatever it wants to hear. Once in ten seconds; what it answers is not shown.
         */
        readonly post: operations["test_webhook_endpoint"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/webhook-endpoints/{endpoint_id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send the events of a time to a webhook endpoint again
         * @description Also those that it was never sent, since it was disabled or not there. Twenty a second, so that it is not overrun; 5,000 events at most.
         */
        readonly post: operations["replay_webhook_events"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/webhook-endpoints/{endpoint_id}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what was and is sent to a webhook endpoint
         * @description That of the newest event first.
         */
        readonly get: operations["list_webhook_deliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get one delivery to a webhook endpoint
         * @description With what is sent, and what came of each attempt.
         */
        readonly get: operations["get_webhook_delivery"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/organizations/{organization_id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/redeliver": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send one delivery to a webhook endpoint again
         * @description With the same `webhook-id`. One that waits is sent now. A test once in ten seconds, like a new one.
         */
        readonly post: operations["redeliver_webhook_delivery"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/clients": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the registered clients
         * @description For operators. Oldest first; those of service accounts are not among them.
         */
        readonly get: operations["list_clients"];
        readonly put?: never;
        /**
         * Register a client
         * @description For operators. An application that people sign in to, or a platform client. Its secret, if it has one, is shown once.
         */
        readonly post: operations["register_client"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/clients/{client_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a client
         * @description For operators.
         */
        readonly get: operations["get_client"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Revoke a client
         * @description For operators. Ends its secret, its tokens, and what people granted to it, at once and for good.
         */
        readonly delete: operations["revoke_client"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change a client
         * @description For operators. Where scopes are taken away, or it is no longer first-party, what people granted to it ends, and they sign in again.
         */
        readonly patch: operations["change_client"];
        readonly trace?: never;
    };
    readonly "/clients/{client_id}/secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give a client a new secret
         * @description For operators. Shown once. The secret before ends at once unless `overlap_seconds` lets it work on for a while.
         */
        readonly post: operations["rotate_client_secret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/memberships": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Ask where somebody is a member
         * @description For the application: the memberships of the person that an issuer knows as a subject, with roles and permissions.
         */
        readonly get: operations["list_memberships"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/platform/organizations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List all organizations
         * @description For the application. Oldest first.
         */
        readonly get: operations["list_platform_organizations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/platform/organizations/{external_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get an organization by your own name for it */
        readonly get: operations["get_platform_organization"];
        /**
         * Create or update an organization by your own name for it
         * @description For the application: 201 where it was made, 200 where it was there. Sending it again, also from several places at once, makes no other. What is left away stays as it is. `owner` or `owner_user_id` is needed to make it, and changes nothing afterwards.
         */
        readonly put: operations["put_platform_organization"];
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/platform/webhook-endpoints": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the webhook endpoints of the platform
         * @description One, or none.
         */
        readonly get: operations["list_platform_webhook_endpoints"];
        readonly put?: never;
        /**
         * Send events of all organizations somewhere
         * @description By Standard Webhooks, signed with the secret that is shown this once. One endpoint at most.
         */
        readonly post: operations["create_platform_webhook_endpoint"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/platform/webhook-endpoints/{endpoint_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Get the webhook endpoint of the platform */
        readonly get: operations["get_platform_webhook_endpoint"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete the webhook endpoint of the platform
         * @description What waits for it is cancelled, and its deliveries go with it.
         */
        readonly delete: operations["delete_platform_webhook_endpoint"];
        readonly options?: never;
        readonly head?: never;
        /** Change, enable or disable the webhook endpoint of the platform */
        readonly patch: operations["change_platform_webhook_endpoint"];
        readonly trace?: never;
    };
    readonly "/platform/webhook-endpoints/{endpoint_id}/rotate-secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Give the webhook endpoint of the platform a new secret
         * @description Shown once. The secret before signs as well for a day, unless `overlap_seconds` says otherwise.
         */
        readonly post: operations["rotate_platform_webhook_secret"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/platform/webhook-endpoints/{endpoint_id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send a test to the webhook endpoint of the platform
         * @description An event `webhook_endpoint.tested`, sent there whatever it wants to hear. Once in ten seconds; what it answers is not shown.
         */
        readonly post: operations["test_platform_webhook_endpoint"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/platform/webhook-endpoints/{endpoint_id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send the events of a time to the webhook endpoint of the platform again
         * @description Also those that it was never sent, since it was disabled or not there. Twenty a second, so that it is not overrun; 5,000 events at most.
         */
        readonly post: operations["replay_platform_webhook_events"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/platform/webhook-endpoints/{endpoint_id}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what was and is sent to the webhook endpoint of the platform
         * @description That of the newest event first.
         */
        readonly get: operations["list_platform_webhook_deliveries"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/platform/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get one delivery to the webhook endpoint of the platform
         * @description With what is sent, and what came of each attempt.
         */
        readonly get: operations["get_platform_webhook_delivery"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/platform/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/redeliver": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Send one delivery to the webhook endpoint of the platform again
         * @description With the same `webhook-id`. One that waits is sent now. A test once in ten seconds, like a new one.
         */
        readonly post: operations["redeliver_platform_webhook_delivery"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operators": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List who runs the platform
         * @description Longest first. For operators; the first one is added by `usher-server operator add`.
         */
        readonly get: operations["list_operators"];
        readonly put?: never;
        /**
         * Let somebody run the platform as well
         * @description For operators. Adding twice answers the same again.
         */
        readonly post: operations["add_operator"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/operators/{user_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Let somebody no longer run the platform
         * @description For operators. Takes effect at their next request; removing twice answers the same again.
         */
        readonly delete: operations["remove_operator"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/mail-suppressions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * See whether an address takes mail
         * @description For operators: which mails are not sent to an address, and why. An empty list where it takes all. Only hashes of addresses are kept, so nobody can list them.
         */
        readonly get: operations["list_mail_suppressions"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Let an address take mail again
         * @description For operators. Resend the invitations whose mail was not sent meanwhile. Lifting twice answers the same again; it is recorded, without the address.
         */
        readonly delete: operations["lift_mail_suppressions"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get yourself
         * @description The user that the token stands for, with addresses, and the issuers that know them.
         */
        readonly get: operations["get_me"];
        readonly put?: never;
        readonly post?: never;
        /**
         * Erase yourself, for good
         * @description Ends every membership and session, and erases name, addresses and what you wrote; what you did stays, without saying who did it. Pending invitations to your addresses end; those that you sent go by the policy of their organization. Whoever signs in with your login later is somebody new. The only owner of an organization has to make somebody else one first.
         */
        readonly delete: operations["erase_me"];
        readonly options?: never;
        readonly head?: never;
        /**
         * Change your name or picture
         * @description What is left away stays as it is; null removes it. An issuer that changes it later has the last word.
         */
        readonly patch: operations["change_me"];
        readonly trace?: never;
    };
    readonly "/users/me/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Export everything that is kept about you
         * @description As one JSON file: profile, identities, addresses, memberships, invitations to your verified addresses and those you sent, sessions, applications, events. Nothing about others: whom you invited is not in it.
         */
        readonly get: operations["export_me"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/addresses": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List your addresses
         * @description Twenty at most. Your invitations are those to all the verified ones.
         */
        readonly get: operations["list_my_addresses"];
        readonly put?: never;
        /**
         * Add an address
         * @description Mails a code there, with which it is verified. Until then it is worth nothing. Adding it again answers the same and mails another code, at most once a minute.
         */
        readonly post: operations["add_my_address"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/addresses/{address_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove an address
         * @description Invitations that wait there are no longer yours; memberships stay. The only address that you can sign in with stays as well.
         */
        readonly delete: operations["remove_my_address"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/addresses/{address_id}/code": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Have another code mailed to your address
         * @description The newest code counts, for ten minutes and five tries. At most one a minute.
         */
        readonly post: operations["request_address_code"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/addresses/{address_id}/verify": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Verify your address with the code
         * @description From then on invitations to it are yours. If somebody else verified it before, they no longer have it: whoever reads its mail now does. An address that is verified is answered as it is.
         */
        readonly post: operations["verify_my_address"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/organizations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List your memberships
         * @description The organizations that you are a member of, with your roles and what they allow; longest first.
         */
        readonly get: operations["list_my_organizations"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/ownership-offers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the organizations that you are offered to own
         * @description What is open, oldest first.
         */
        readonly get: operations["list_my_ownership_offers"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/ownership-offers/{offer_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Accept or decline to become an owner
         * @description Answers the ID of the organization if accepted, null if declined. Repeating an answer answers the same again.
         */
        readonly post: operations["answer_ownership_offer"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/blocks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the organizations that you blocked
         * @description You get no mail about their invitations, and do not see them in your list. You block one as you decline.
         */
        readonly get: operations["list_my_blocks"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/blocks/{organization_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Take a block back
         * @description What the organization sent meanwhile, and is still pending, is in your list from then on. An organization that is not blocked is answered the same.
         */
        readonly delete: operations["remove_my_block"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the browsers in which you are signed in
         * @description At the login server of this service, the one used last first.
         */
        readonly get: operations["list_sessions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/sessions/{session_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Sign out of one browser
         * @description Ends everything that was granted in it as well: tokens of the applications that you signed in to there are refused from the next request on. Ending twice answers the same again.
         */
        readonly delete: operations["end_session"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/applications": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the applications that you allowed something
         * @description Applications of others, the newest first. Those of this platform need no permission of yours.
         */
        readonly get: operations["list_my_applications"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/me/applications/{client_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Take back what you allowed an application
         * @description In every browser: its tokens are refused from the next request on, and it asks you again. Taking back twice, or what was never allowed, answers the same.
         */
        readonly delete: operations["remove_my_application"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Find users by an address
         * @description For operators: whoever has this address, verified or not, in any spelling of it. Several do where different issuers vouch for it.
         */
        readonly get: operations["find_users"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/users/{user_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get a user
         * @description For operators. Which invitations somebody has is not among it.
         */
        readonly get: operations["get_user"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /**
         * Deactivate a user, or activate them again
         * @description For operators. Deactivated, a user is refused at the next request, with every token issued so far; memberships and what they did stay.
         */
        readonly patch: operations["change_user"];
        readonly trace?: never;
    };
    readonly "/session": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Get who is signed in to the console
         * @description In this browser, by its cookie. Nobody is an answer as well.
         */
        readonly get: operations["get_console_session"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/session/sign-out": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign out of the console
         * @description In this browser. What was granted to the console there ends at once; the answer says where the browser goes on, so that the session of the login server ends as well.
         */
        readonly post: operations["sign_out_of_console"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/platform/members": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Import members
         * @description For the application: who are members of its organizations already, one JSON object a line (`application/x-ndjson`), as many as there are. Answers lines as well: one for each row that is refused, how far it is, and at last `finished` and the totals. Nobody is mailed. It can be sent again: whoever is a member already stays as they are, unless `update_roles` gives them the roles of their row. Whoever is known already keeps the name and address that they have.
         */
        readonly post: operations["import_platform_members"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export interface webhooks {
    readonly "invitation.created": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Somebody was invited. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationCreatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.sent": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The next mail server took the mail of an invitation. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationSentWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.delivered": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The mail of an invitation is known to have arrived. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationDeliveredWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.bounced": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The mail of an invitation could not be delivered. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationBouncedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.failed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The mail of an invitation was given up: it was refused, or tried in vain for too long. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationFailedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.reminded": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The next mail server took a reminder of an invitation. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationRemindedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.seen": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A pending invitation was looked at for the first time. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationSeenWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.edited": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What an invitation says or gives was changed, by somebody or because a role or team that it gave ended. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationEditedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.resent": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An invitation is sent anew; one that had expired is pending again. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationResentWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.accepted": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An invitee accepted, and is a member. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationAcceptedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.declined": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An invitee declined. Who that was is not told. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationDeclinedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.revoked": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An invitation was taken back, by somebody or for a reason. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationRevokedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.expired": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The time of an invitation has run out. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationExpiredWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.renewal_requested": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A new invitation in place of one that has expired was asked for. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationRenewalRequestedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.readdress_requested": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An invitation to another address was asked for. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationReaddressRequestedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.request_approved": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What was asked for of an invitation was given. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationRequestApprovedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "invitation.request_refused": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What was asked for of an invitation was refused. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["InvitationRequestRefusedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "member.added": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Somebody became a member without an invitation. Who accepts one is told of by `invitation.accepted`. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["MemberAddedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "member.removed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Somebody left or was removed. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["MemberRemovedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "member.role_changed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A member has other roles of their own. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["MemberRoleChangedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "member.team_joined": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A member is in a team now. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["MemberTeamJoinedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "member.team_left": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A member is in a team no longer. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["MemberTeamLeftWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.created": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An organization was founded. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationCreatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.updated": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An organization is called otherwise, or decided otherwise. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationUpdatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.mail_settings_updated": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An organization’s mails look otherwise, or leave at other times. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationMailSettingsUpdatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.deleted": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An organization ended. That its members are none any more is not told of each. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationDeletedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.seat_limit_reached": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Somebody could not join because no seat was free. Told once a day at most. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationSeatLimitReachedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.vouched_for": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The platform lets an organization send as one that it knows. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationVouchedForWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.no_longer_vouched_for": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The platform took that back. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationNoLongerVouchedForWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.ownership_offered": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A member was offered to become an owner. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationOwnershipOfferedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.ownership_withdrawn": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Such an offer was taken back. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationOwnershipWithdrawnWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.ownership_accepted": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Such an offer was accepted. Whose roles changed by it has `member.role_changed`, too. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationOwnershipAcceptedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.ownership_declined": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Such an offer was declined. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationOwnershipDeclinedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.role_created": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A role was made. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationRoleCreatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.role_changed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A role is called otherwise, or allows something else. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationRoleChangedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.role_deleted": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A role ended. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationRoleDeletedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.team_created": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A team was made. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationTeamCreatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.team_changed": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A team is called otherwise, or has other roles. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationTeamChangedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "organization.team_deleted": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A team ended. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["OrganizationTeamDeletedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "service_account.created": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A service account was made. That it is a member, and with which roles, `member.added` says. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["ServiceAccountCreatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "service_account.key_rotated": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A service account has a new key. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["ServiceAccountKeyRotatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "service_account.key_revoked": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** The keys of a service account ended. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["ServiceAccountKeyRevokedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "service_account.deleted": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A service account ended. That it is a member no longer `member.removed` says, wherever it was one. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["ServiceAccountDeletedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "webhook_endpoint.created": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Events are sent to an endpoint from now on. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointCreatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "webhook_endpoint.updated": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Other events are sent to an endpoint, or to another place. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointUpdatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "webhook_endpoint.secret_rotated": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** What is sent to an endpoint is signed with a new secret. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointSecretRotatedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "webhook_endpoint.enabled": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Events are sent to an endpoint again. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointEnabledWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "webhook_endpoint.disabled": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Nothing is sent to an endpoint any more. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointDisabledWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "webhook_endpoint.deleted": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** An endpoint was deleted. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointDeletedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "webhook_endpoint.tested": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** A test. It is sent to the endpoint that it is about, whatever that wants to hear. */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header: {
                    /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
                    readonly "webhook-id": components["parameters"]["WebhookId"];
                    /** @description When this attempt was sent, in seconds since 1970. */
                    readonly "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                    /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
                    readonly "webhook-signature": components["parameters"]["WebhookSignature"];
                };
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointTestedWebhook"];
                };
            };
            readonly responses: {
                readonly 410: components["responses"]["WebhookGone"];
                readonly "2XX": components["responses"]["WebhookTaken"];
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export interface components {
    schemas: {
        /** PendingInvitation */
        readonly PendingInvitation: {
            /** Format: uuid */
            readonly id: string;
            readonly organization_name: string;
            readonly organization_logo_url: string | null;
            /** @description Persons and service accounts that are members now. */
            readonly organization_member_count: number;
            readonly inviting_user_name: string | null;
            readonly inviting_user_avatar_url: string | null;
            /** Format: date-time */
            readonly expiration_date: string;
        };
        /** Problem */
        readonly Problem: {
            /**
             * Format: uri
             * @description A page that explains the code.
             */
            readonly type: string;
            readonly title: string;
            readonly status: number;
            /** @description What to do next. */
            readonly detail: string;
            /** @enum {string} */
            readonly code: "authentication_required" | "invalid_token" | "insufficient_scope" | "csrf_refused" | "user_context_required" | "platform_client_required" | "managed_by_organization" | "own_application_required" | "operator_required" | "permission_denied" | "user_disabled" | "role_not_grantable" | "recipient_mismatch" | "organization_creation_restricted" | "not_found" | "method_not_allowed" | "not_acceptable" | "request_timeout" | "already_member" | "already_invited" | "already_accepted" | "already_declined" | "still_pending" | "not_open" | "address_not_verified" | "organization_blocked" | "too_many_requests_open" | "not_pending" | "seat_limit_reached" | "domain_not_allowed" | "inviter_lost_permission" | "last_owner" | "already_owner" | "already_offered" | "offer_void" | "mail_off" | "already_verified" | "too_many_addresses" | "vouched_by_issuer" | "last_address" | "last_operator" | "public_client" | "idempotency_key_in_use" | "idempotency_answer_lost" | "slug_taken" | "name_taken" | "system_managed" | "too_many_roles" | "too_many_endpoints" | "endpoint_disabled" | "already_assigned" | "last_role" | "expired" | "revoked" | "already_answered" | "superseded" | "code_ended" | "organization_gone" | "precondition_failed" | "body_too_large" | "url_too_long" | "unsupported_media_type" | "validation_failed" | "batch_refused" | "idempotency_key_reused" | "wrong_code" | "resend_too_soon" | "rate_limited" | "mail_quota_reached" | "sending_frozen" | "malformed_json" | "malformed_request" | "headers_too_large" | "internal_error" | "unavailable";
            readonly request_id: string;
            /** @description The state that stands in the way. */
            readonly state?: string;
            readonly required_scope?: string;
            readonly required_permission?: string;
            /** @description The organization that the invitation was of; said to who holds its address or its link. */
            readonly organization_name?: string | null;
            /** @description Who invited, and could be asked. */
            readonly inviting_user_name?: string | null;
            /** @description Whether a new invitation in place of the expired one was asked for, and nobody has decided yet. */
            readonly renewal_requested?: boolean;
            /** @description The address that was invited, as far as it may be told. */
            readonly masked_email?: string;
            /**
             * @description Whose mails of the day are all sent.
             * @enum {string}
             */
            readonly limit?: "inviter" | "organization" | "domain" | "recipient";
            /** @description How often the code may still be tried. */
            readonly tries_left?: number;
            /** @description The organizations that stand in the way. */
            readonly organizations?: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
            }[];
            readonly errors?: readonly {
                /** @enum {string} */
                readonly in: "body" | "query" | "path" | "header";
                /** @description A JSON pointer (RFC 6901) into that part of the request. */
                readonly pointer: string;
                /** @description What is expected there. */
                readonly detail: string;
            }[];
        };
        /** Decline */
        readonly Decline: {
            readonly reason?: string | null;
            /** @description No more invitations of this organization, to whatever address of yours. It is not told. Taken back at `/users/me/blocks`. */
            readonly block_organization?: boolean;
            /** @description You do not know this organization: the operators of this service should know. */
            readonly report?: boolean;
        };
        /** InvitationDetails */
        readonly InvitationDetails: {
            /** Format: uuid */
            readonly id: string;
            readonly organization_name: string;
            readonly organization_logo_url: string | null;
            /** @description Persons and service accounts that are members now. */
            readonly organization_member_count: number;
            readonly inviting_user_name: string | null;
            readonly inviting_user_avatar_url: string | null;
            /** Format: date-time */
            readonly expiration_date: string;
            readonly message: string | null;
            /** @description Which address was invited, enough to recognise it. */
            readonly masked_email: string;
            readonly roles: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
            }[];
            readonly teams: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
            }[];
            readonly redirect_url: string | null;
        };
        /** InvitationAsk */
        readonly InvitationAsk: {
            /**
             * @description `renewal`: a new invitation for one that has expired. `readdress`: one to another address of theirs.
             * @enum {unknown}
             */
            readonly kind: "renewal" | "readdress";
            /** @description Where the invitation should go: one of your verified addresses. For `readdress`, and only for it. */
            readonly email?: string;
            readonly message?: string | null;
        };
        /** OwnInvitationRequest */
        readonly OwnInvitationRequest: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly invitation_id: string;
            /**
             * @description `renewal`: a new invitation for one that has expired. `readdress`: one to another address of theirs.
             * @enum {unknown}
             */
            readonly kind: "renewal" | "readdress";
            /**
             * @description `lapsed`: the invitation was answered or revoked before anybody decided.
             * @enum {unknown}
             */
            readonly state: "open" | "approved" | "refused" | "lapsed";
            readonly email: string | null;
            readonly message: string | null;
            /** Format: date-time */
            readonly created: string;
            readonly answered: string | null;
            readonly organization_name: string;
        };
        /** LinkToken */
        readonly LinkToken: {
            /** @description What stands behind the `#` of the link. */
            readonly token: string;
        };
        /** LinkPreview */
        readonly LinkPreview: {
            readonly organization_name: string;
            readonly organization_logo_url: string | null;
            /** @description Persons and service accounts that are members now. */
            readonly organization_member_count: number;
            readonly inviting_user_name: string | null;
            readonly inviting_user_avatar_url: string | null;
            /** Format: date-time */
            readonly expiration_date: string;
            readonly message: string | null;
            /** @description Which address was invited, enough to recognise it. */
            readonly masked_email: string;
            readonly roles: readonly string[];
        };
        /** Claimed */
        readonly Claimed: {
            /**
             * Format: uuid
             * @description ID of the invitation, which is the caller’s.
             */
            readonly invitation_id: string;
        };
        /** SignInStart */
        readonly SignInStart: {
            /** @description What stands behind the `#` of the link. */
            readonly token?: string;
            /**
             * Format: uuid
             * @description Instead of the token: what stands in the link of the mail with the code.
             */
            readonly sign_in_id?: string;
        };
        /** SignInUrl */
        readonly SignInUrl: {
            /** @description Where the browser goes on. */
            readonly url: string;
        };
        /** SignInPreview */
        readonly SignInPreview: {
            readonly organization_name: string;
            readonly organization_logo_url: string | null;
            /** @description Persons and service accounts that are members now. */
            readonly organization_member_count: number;
            readonly inviting_user_name: string | null;
            readonly inviting_user_avatar_url: string | null;
            /** Format: date-time */
            readonly expiration_date: string;
            readonly message: string | null;
            /** @description Which address was invited, enough to recognise it. */
            readonly masked_email: string;
            readonly roles: readonly string[];
            /**
             * Format: uuid
             * @description Where to go on once signed in. It opens nothing to anybody but the invitee.
             */
            readonly invitation_id: string;
        };
        /** LinkReport */
        readonly LinkReport: {
            /** @description What stands behind the `#` of the link. */
            readonly token: string;
            /**
             * @description `not_me`: it is meant for somebody else. `spam`: nobody asked for it.
             * @enum {unknown}
             */
            readonly reason: "not_me" | "spam";
        };
        /** LinkAsk */
        readonly LinkAsk: {
            /** @description What stands behind the `#` of the link. */
            readonly token: string;
            /**
             * @description `renewal`: a new invitation for one that has expired. `readdress`: one to another address of theirs.
             * @enum {unknown}
             */
            readonly kind: "renewal" | "readdress";
            /** @description Where the invitation should go: one of your verified addresses. For `readdress`, and only for it. */
            readonly email?: string;
            readonly message?: string | null;
        };
        /** RenewalAsk */
        readonly RenewalAsk: {
            /** @description What stands behind the `#` of the link. */
            readonly token: string;
            readonly message?: string | null;
        };
        /** AskedByLink */
        readonly AskedByLink: {
            /**
             * @description `renewal`: a new invitation for one that has expired. `readdress`: one to another address of theirs.
             * @enum {unknown}
             */
            readonly kind: "renewal" | "readdress";
            /**
             * @description `lapsed`: the invitation was answered or revoked before anybody decided.
             * @enum {unknown}
             */
            readonly state: "open" | "approved" | "refused" | "lapsed";
            /** Format: date-time */
            readonly created: string;
        };
        /** Policies */
        readonly Policies: {
            /**
             * @description What takes a seat: members, or pending invitations as well.
             * @enum {unknown}
             */
            readonly seat_policy: "members" | "members_and_pending";
            /** @description Only addresses of these domains are invited; all of them where there are none. */
            readonly allowed_domains: readonly string[];
            /** @description No address of these domains is invited. */
            readonly blocked_domains: readonly string[];
            /**
             * @description What becomes of invitations whose inviter left or may no longer give what they gave: they wait until somebody else invites, they stay good, or they end.
             * @enum {unknown}
             */
            readonly departed_inviter: "revalidate" | "keep" | "revoke";
            /** @description How long invitations stay open that say nothing else. */
            readonly default_expiry_seconds: number;
        };
        /** Organization */
        readonly Organization: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            readonly slug: string;
            readonly description: string | null;
            readonly logo_url: string | null;
            /** @description Persons and service accounts that are members now. */
            readonly member_count: number;
            readonly seat_limit: number | null;
            readonly policies: components["schemas"]["Policies"];
            readonly external_id?: string | null;
            /** Format: date-time */
            readonly created: string;
            /** Format: date-time */
            readonly updated: string;
        };
        /** NewOrganization */
        readonly NewOrganization: {
            /** @description Shown to those who are invited. */
            readonly name: string;
            /** @description Short name for URLs; made from the name if left away. */
            readonly slug?: string;
            readonly description?: string | null;
            readonly logo_url?: string | null;
            /**
             * Format: uuid
             * @description The first owner. Required of a platform client, refused from anybody else, who owns it themselves.
             */
            readonly owner_user_id?: string;
        };
        /** PoliciesChange */
        readonly PoliciesChange: {
            /**
             * @description What takes a seat: members, or pending invitations as well.
             * @enum {unknown}
             */
            readonly seat_policy?: "members" | "members_and_pending";
            /** @description Only addresses of these domains are invited; all of them where there are none. */
            readonly allowed_domains?: readonly string[];
            /** @description No address of these domains is invited. */
            readonly blocked_domains?: readonly string[];
            /**
             * @description What becomes of invitations whose inviter left or may no longer give what they gave: they wait until somebody else invites, they stay good, or they end.
             * @enum {unknown}
             */
            readonly departed_inviter?: "revalidate" | "keep" | "revoke";
            /** @description How long invitations stay open that say nothing else. */
            readonly default_expiry_seconds?: number;
        };
        /** OrganizationChange */
        readonly OrganizationChange: {
            /** @description Shown to those who are invited. */
            readonly name?: string;
            /** @description Short name for URLs. */
            readonly slug?: string;
            readonly description?: string | null;
            readonly logo_url?: string | null;
            readonly seat_limit?: number | null;
            readonly policies?: components["schemas"]["PoliciesChange"];
        };
        /** MailWords */
        readonly MailWords: {
            /** @description Before what the mail says. Plain text; addresses become no links. */
            readonly introduction?: string;
            /** @description After what the mail says, before the small print. */
            readonly closing?: string;
        };
        /** MailWordsByTemplate */
        readonly MailWordsByTemplate: {
            readonly invitation?: components["schemas"]["MailWords"];
            readonly resent?: components["schemas"]["MailWords"];
            readonly reminder?: components["schemas"]["MailWords"];
            readonly revoked?: components["schemas"]["MailWords"];
            readonly accepted?: components["schemas"]["MailWords"];
            readonly declined?: components["schemas"]["MailWords"];
            readonly renewal_requested?: components["schemas"]["MailWords"];
            readonly readdress_requested?: components["schemas"]["MailWords"];
            readonly seat_limit_reached?: components["schemas"]["MailWords"];
            readonly webhook_disabled?: components["schemas"]["MailWords"];
            readonly role_changed?: components["schemas"]["MailWords"];
            readonly ownership_offered?: components["schemas"]["MailWords"];
        };
        /** MailWordsByLanguage */
        readonly MailWordsByLanguage: {
            readonly en?: components["schemas"]["MailWordsByTemplate"];
            readonly de?: components["schemas"]["MailWordsByTemplate"];
        };
        /** MailSettings */
        readonly MailSettings: {
            readonly sender_name: string | null;
            readonly reply_to: string | null;
            readonly accent_color: string | null;
            readonly locale: string | null;
            /** @description IANA, as `Europe/Berlin`: in which moments are told to readers whose own time zone is not known. */
            readonly time_zone: string;
            readonly texts: components["schemas"]["MailWordsByLanguage"];
            /** @description One reminder of an invitation for each, so many hours after the mail before it: `[72, 48]` is three days after the invitation and again two days after that. None where it is empty. */
            readonly reminder_hours: readonly number[];
            /** @description From when on in the invitee's day reminders are sent. */
            readonly awake_from: string;
            /** @description Until when; later than `awake_from`. */
            readonly awake_until: string;
            readonly updated: string | null;
        };
        /** MailSettingsChange */
        readonly MailSettingsChange: {
            readonly sender_name?: string | null;
            readonly reply_to?: string | null;
            readonly accent_color?: string | null;
            readonly locale?: string | null;
            /** @description IANA, as `Europe/Berlin`: in which moments are told to readers whose own time zone is not known. */
            readonly time_zone?: string;
            readonly texts?: components["schemas"]["MailWordsByLanguage"];
            /** @description One reminder of an invitation for each, so many hours after the mail before it: `[72, 48]` is three days after the invitation and again two days after that. None where it is empty. */
            readonly reminder_hours?: readonly number[];
            /** @description From when on in the invitee's day reminders are sent. */
            readonly awake_from?: string;
            /** @description Until when; later than `awake_from`. */
            readonly awake_until?: string;
        };
        /** MailPreviewInvitation */
        readonly MailPreviewInvitation: {
            readonly role_ids?: readonly string[];
            readonly message?: string | null;
        };
        /** MailPreviewRequest */
        readonly MailPreviewRequest: {
            /**
             * @description Which mail.
             * @enum {unknown}
             */
            readonly template: "invitation" | "resent" | "reminder" | "revoked" | "accepted" | "declined" | "renewal_requested" | "readdress_requested" | "seat_limit_reached" | "webhook_disabled" | "role_changed" | "ownership_offered";
            readonly locale?: string | null;
            readonly settings?: components["schemas"]["MailSettingsChange"];
            readonly invitation?: components["schemas"]["MailPreviewInvitation"];
        };
        /** MailPreview */
        readonly MailPreview: {
            readonly subject: string;
            readonly text: string;
            /** @description A whole document, which runs no scripts and loads nothing. */
            readonly html: string;
            /** @description As the header names it. */
            readonly from: string;
            readonly reply_to: string | null;
        };
        /** OwnershipOffer */
        readonly OwnershipOffer: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly organization_id: string;
            readonly organization_name: string;
            /**
             * Format: uuid
             * @description The member to whom it is offered.
             */
            readonly user_id: string;
            readonly offering_user_id: string | null;
            readonly offering_user_name: string | null;
            /** @description Whether who offers it becomes an admin when it is accepted. */
            readonly leave: boolean;
            /** Format: date-time */
            readonly expiration_date: string;
            /** Format: date-time */
            readonly created: string;
        };
        /** Owner */
        readonly Owner: {
            /** Format: uuid */
            readonly user_id: string;
            readonly name: string | null;
            readonly avatar_url: string | null;
            readonly offer: components["schemas"]["OwnershipOffer"] | null;
        };
        /** Invitation */
        readonly Invitation: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly organization_id: string;
            /** @description As the inviter typed it. */
            readonly email: string;
            /** @enum {unknown} */
            readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
            readonly role_ids: readonly string[];
            readonly team_ids: readonly string[];
            readonly inviting_user_id: string | null;
            readonly inviting_user_name: string | null;
            readonly message: string | null;
            /** @description As the inviting side gave it. */
            readonly metadata: {
                readonly [key: string]: unknown;
            };
            readonly locale: string | null;
            readonly time_zone: string | null;
            readonly redirect_url: string | null;
            /** Format: date-time */
            readonly expiration_date: string;
            readonly next_reminder: string | null;
            /** Format: date-time */
            readonly created: string;
            /** Format: date-time */
            readonly updated: string;
            readonly answered: string | null;
            readonly delivery: {
                /** @enum {unknown} */
                readonly state: "queued" | "sending" | "sent" | "delivered" | "failed" | "bounced" | "cancelled" | "not_sent";
                readonly detail: string | null;
                readonly last_sent: string | null;
                readonly times_sent: number;
            };
            /** @description The link to mail, token included. Only where one invitation is answered to a platform client, is pending and has `send_mail` false. */
            readonly link?: string;
        };
        /** NewInvitation */
        readonly NewInvitation: {
            /** @description The address to invite. */
            readonly email: string;
            /**
             * Format: uuid
             * @description The role to give on acceptance; short for `role_ids` with one. Default: Member.
             */
            readonly role_id?: string;
            /** @description Roles to give on acceptance. */
            readonly role_ids?: readonly string[];
            /** @description Teams to join on acceptance. */
            readonly team_ids?: readonly string[];
            readonly message?: string | null;
            /** @description A JSON object of your own, up to 8 kB. Nobody here reads it, and the invitee does not see it. */
            readonly metadata?: {
                readonly [key: string]: unknown;
            };
            readonly locale?: string | null;
            readonly time_zone?: string | null;
            readonly redirect_url?: string | null;
            /**
             * Format: date-time
             * @description Until when it can be accepted: one minute to one year from now. Default: the organization's.
             */
            readonly expiration_date?: string;
            /** @description Default true. With false nothing is mailed, and a platform client can read the link to mail it itself. */
            readonly send_mail?: boolean;
            /**
             * Format: uuid
             * @description For platform clients: the member on whose behalf they invite. Without it nobody is named as the inviter.
             */
            readonly inviting_user_id?: string;
        };
        /** BatchRow */
        readonly BatchRow: {
            /** @description The address to invite. */
            readonly email: string;
            /**
             * Format: uuid
             * @description The role to give on acceptance; short for `role_ids` with one. Default: Member.
             */
            readonly role_id?: string;
            /** @description Roles to give on acceptance. */
            readonly role_ids?: readonly string[];
            /** @description Teams to join on acceptance. */
            readonly team_ids?: readonly string[];
            readonly message?: string | null;
            /** @description A JSON object of your own, up to 8 kB. Nobody here reads it, and the invitee does not see it. */
            readonly metadata?: {
                readonly [key: string]: unknown;
            };
            readonly locale?: string | null;
            readonly time_zone?: string | null;
            readonly redirect_url?: string | null;
            /**
             * Format: date-time
             * @description Until when it can be accepted: one minute to one year from now. Default: the organization's.
             */
            readonly expiration_date?: string;
            /** @description Default true. With false nothing is mailed, and a platform client can read the link to mail it itself. */
            readonly send_mail?: boolean;
        };
        /** Batch */
        readonly Batch: {
            /**
             * @description `partial` (the default) creates what can be created; `atomic` all or nothing.
             * @enum {unknown}
             */
            readonly mode?: "partial" | "atomic";
            /** @description Default false. With true nothing is created or sent, and the answer says what would be. */
            readonly dry_run?: boolean;
            /**
             * Format: uuid
             * @description For platform clients: the member on whose behalf they invite. Without it nobody is named as the inviter.
             */
            readonly inviting_user_id?: string;
            /** @description A row that is wrong does not make the others wrong: it gets a result like each of them. */
            readonly invitations: readonly components["schemas"]["BatchRow"][];
        };
        /** BatchResult */
        readonly BatchResult: {
            /** @description Which row of the request, from 0. */
            readonly index: number;
            readonly email: string | null;
            /** @enum {unknown} */
            readonly result: "created" | "already_member" | "already_invited" | "invalid" | "seat_limit_reached" | "duplicate_in_request" | "blocked";
            readonly invitation_id: string | null;
            readonly detail: string | null;
            /** @description What is wrong with an invalid row. */
            readonly errors: readonly {
                /** @enum {string} */
                readonly in: "body";
                /** @description A JSON pointer (RFC 6901) into the request. */
                readonly pointer: string;
                /** @description What is expected there. */
                readonly detail: string;
            }[];
        };
        /** Editing */
        readonly Editing: {
            /**
             * Format: uuid
             * @description The role to give on acceptance; short for `role_ids` with one. Default: Member.
             */
            readonly role_id?: string;
            /** @description Roles to give on acceptance. */
            readonly role_ids?: readonly string[];
            /** @description Teams to join on acceptance. */
            readonly team_ids?: readonly string[];
            readonly message?: string | null;
            /** @description A JSON object of your own, up to 8 kB. Nobody here reads it, and the invitee does not see it. */
            readonly metadata?: {
                readonly [key: string]: unknown;
            };
            readonly locale?: string | null;
            readonly time_zone?: string | null;
            readonly redirect_url?: string | null;
            /**
             * Format: date-time
             * @description Until when it can be accepted: one minute to one year from now. Default: the organization's.
             */
            readonly expiration_date?: string;
        };
        /** InvitationEvent */
        readonly InvitationEvent: {
            /** Format: uuid */
            readonly id: string;
            /** @description What happened, as `invitation.resent`. More types may be added. */
            readonly type: string;
            /** @description Higher than that of every event before it. */
            readonly sequence: number;
            /** Format: date-time */
            readonly occurred: string;
            readonly actor: {
                /** @enum {unknown} */
                readonly type: "user" | "platform_client" | "system";
                readonly id: string | null;
                readonly name: string | null;
            };
            /** @description What else is to know of it: ids, states, moments. */
            readonly data: {
                readonly [key: string]: unknown;
            };
        };
        /** DeliveryAttempt */
        readonly DeliveryAttempt: {
            /** @description The first is 1. */
            readonly number: number;
            /** Format: date-time */
            readonly ended: string;
            /** @enum {unknown} */
            readonly state: "queued" | "sending" | "sent" | "delivered" | "failed" | "bounced" | "cancelled" | "not_sent";
            readonly duration_ms: number | null;
            readonly detail: string | null;
        };
        /** InvitationDelivery */
        readonly InvitationDelivery: {
            /** Format: uuid */
            readonly id: string;
            /**
             * @description What it says: the invitation, again, a reminder of it, or that it was revoked.
             * @enum {unknown}
             */
            readonly template: "invitation" | "resent" | "reminder" | "revoked";
            /** @enum {unknown} */
            readonly state: "queued" | "sending" | "sent" | "delivered" | "failed" | "bounced" | "cancelled" | "not_sent";
            /** @description Those that were cut off included, which are not in `attempt_log`. */
            readonly attempts: number;
            /** @description In the order in which they were made. */
            readonly attempt_log: readonly components["schemas"]["DeliveryAttempt"][];
            readonly detail: string | null;
            /** Format: date-time */
            readonly created: string;
            readonly sent: string | null;
        };
        /** Resending */
        readonly Resending: {
            /**
             * Format: date-time
             * @description Until when it can be accepted: one minute to one year from now. Default: the organization's.
             */
            readonly expiration_date?: string;
        };
        /** Event */
        readonly Event: {
            /** Format: uuid */
            readonly id: string;
            /** @description As `invitation.accepted`; the types of webhooks are all that there are. */
            readonly type: string;
            /** @description Later events of one subject have higher numbers. */
            readonly sequence: number;
            /** Format: date-time */
            readonly occurred: string;
            /** Format: uuid */
            readonly organization_id: string;
            readonly actor: {
                /** @enum {unknown} */
                readonly type: "user" | "platform_client" | "system";
                readonly id: string | null;
                readonly name: string | null;
            };
            readonly subject: {
                readonly type: string;
                readonly id: string;
            };
            readonly request_id: string | null;
            /** @description What docs/EVENTS.md says of the type: ids and states, what was and what became; never an address or a secret. */
            readonly data: {
                readonly [key: string]: unknown;
            };
        };
        /** InvitationRequest */
        readonly InvitationRequest: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly invitation_id: string;
            /**
             * @description `renewal`: a new invitation for one that has expired. `readdress`: one to another address of theirs.
             * @enum {unknown}
             */
            readonly kind: "renewal" | "readdress";
            /**
             * @description `lapsed`: the invitation was answered or revoked before anybody decided.
             * @enum {unknown}
             */
            readonly state: "open" | "approved" | "refused" | "lapsed";
            readonly email: string | null;
            readonly message: string | null;
            /** Format: date-time */
            readonly created: string;
            readonly answered: string | null;
            /** Format: uuid */
            readonly organization_id: string;
            /** @description The address that was invited, as the inviter typed it. */
            readonly invited_email: string;
            readonly asking_user_name: string | null;
            readonly new_invitation_id: string | null;
        };
        /** Member */
        readonly Member: {
            /** @description Teams and pending invitations are listed only where they are asked for. */
            readonly type: "user" | "service_account" | "team" | "invitation";
            /**
             * Format: uuid
             * @description ID of the user, the team or the invitation.
             */
            readonly id: string;
            readonly name: string | null;
            readonly email: string | null;
            readonly avatar_url: string | null;
            /** @description Their own; those of their teams are the teams’. */
            readonly roles: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
            }[];
            /**
             * Format: date-time
             * @description When the membership began, or the team or the invitation was made.
             */
            readonly created: string;
            readonly expiration_date: string | null;
        };
        /** MemberChange */
        readonly MemberChange: {
            /** @description All roles of their own that the member has from now on. */
            readonly role_ids?: readonly string[];
        };
        /** MembershipDetails */
        readonly MembershipDetails: {
            /** @description Teams and pending invitations are listed only where they are asked for. */
            readonly type: "user" | "service_account" | "team" | "invitation";
            /**
             * Format: uuid
             * @description ID of the user, the team or the invitation.
             */
            readonly id: string;
            readonly name: string | null;
            readonly email: string | null;
            readonly avatar_url: string | null;
            /** @description Their own; those of their teams are the teams’. */
            readonly roles: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
            }[];
            /**
             * Format: date-time
             * @description When the membership began, or the team or the invitation was made.
             */
            readonly created: string;
            readonly expiration_date: string | null;
            readonly teams: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
                readonly roles: readonly {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                }[];
            }[];
            /** @description What all these roles allow, each once. */
            readonly permissions: readonly string[];
        };
        /** Role */
        readonly Role: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly organization_id: string;
            readonly name: string;
            readonly description: string | null;
            /** @enum {string} */
            readonly level: "organization";
            /** @enum {string} */
            readonly type: "normal";
            /** @description Owner, Admin and Member are in every organization. */
            readonly system_managed: boolean;
            readonly permissions: readonly string[];
        };
        /** NewRole */
        readonly NewRole: {
            /** @description Unique in the organization, whatever the letter case. */
            readonly name: string;
            readonly description?: string | null;
            /** @description What the role allows: at most what you may do yourself. */
            readonly permissions: readonly ("organization:read" | "organization:update" | "organization:delete" | "organization:transfer" | "members:read" | "members:manage" | "roles:manage" | "teams:manage" | "invitations:read" | "invitations:create" | "invitations:manage" | "service_accounts:manage" | "webhooks:manage" | "events:read" | "join:manage")[];
        };
        /** RoleChange */
        readonly RoleChange: {
            /** @description Unique in the organization, whatever the letter case. */
            readonly name?: string;
            readonly description?: string | null;
            /** @description What the role allows: at most what you may do yourself. */
            readonly permissions?: readonly ("organization:read" | "organization:update" | "organization:delete" | "organization:transfer" | "members:read" | "members:manage" | "roles:manage" | "teams:manage" | "invitations:read" | "invitations:create" | "invitations:manage" | "service_accounts:manage" | "webhooks:manage" | "events:read" | "join:manage")[];
        };
        /** Team */
        readonly Team: {
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly organization_id: string;
            readonly name: string;
            readonly description: string | null;
            /** @description Members of the organization who are in it, invitations not counted. */
            readonly member_count: number;
            /** @description What everybody in it has. */
            readonly roles: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
            }[];
            /** Format: date-time */
            readonly created: string;
            /** Format: date-time */
            readonly updated: string;
        };
        /** NewTeam */
        readonly NewTeam: {
            /** @description Unique in the organization, whatever the letter case. */
            readonly name: string;
            readonly description?: string | null;
        };
        /** TeamChange */
        readonly TeamChange: {
            /** @description Unique in the organization, whatever the letter case. */
            readonly name?: string;
            readonly description?: string | null;
        };
        /** ServiceAccount */
        readonly ServiceAccount: {
            /**
             * Format: uuid
             * @description ID of the user that it is.
             */
            readonly id: string;
            /**
             * Format: uuid
             * @description The organization that made it.
             */
            readonly organization_id: string;
            readonly name: string;
            /** @description The address by which it can be invited. Never mailed. */
            readonly email: string;
            readonly client_id: string;
            /** Format: date-time */
            readonly created: string;
            readonly last_used: string | null;
        };
        /** NewServiceAccount */
        readonly NewServiceAccount: {
            readonly name: string;
            /**
             * Format: uuid
             * @description Its role in the organization. Default: Member.
             */
            readonly role_id?: string;
        };
        /** ServiceAccountWithKey */
        readonly ServiceAccountWithKey: {
            /**
             * Format: uuid
             * @description ID of the user that it is.
             */
            readonly id: string;
            /**
             * Format: uuid
             * @description The organization that made it.
             */
            readonly organization_id: string;
            readonly name: string;
            /** @description The address by which it can be invited. Never mailed. */
            readonly email: string;
            readonly client_id: string;
            /** Format: date-time */
            readonly created: string;
            readonly last_used: string | null;
            /** @description Shown this once. Keep it safe; it cannot be read again. */
            readonly client_secret: string;
        };
        /** Rotation */
        readonly Rotation: {
            /** @description How long the key before still works, at most a day. Without it that key ends at once, together with the tokens that it obtained. */
            readonly overlap_seconds?: number;
        };
        /** WebhookEndpoint */
        readonly WebhookEndpoint: {
            /** Format: uuid */
            readonly id: string;
            readonly organization_id: string | null;
            readonly url: string;
            readonly description: string | null;
            /** @description Which events are sent: types as `invitation.accepted`, families as `invitation.*`. None: all, also those that come to be later. */
            readonly event_types: readonly string[];
            /** @description Whether what is sent about an invitation holds the address that was invited. Whoever makes or changes an endpoint that does also needs the permission `invitations:read`. Default false. */
            readonly includes_email: boolean;
            /**
             * @description Nothing is sent while it is disabled.
             * @enum {unknown}
             */
            readonly state: "enabled" | "disabled";
            readonly disabled_reason: ("by_hand" | "gone" | "failing") | null;
            readonly failing_since: string | null;
            /** Format: date-time */
            readonly created: string;
            /** Format: date-time */
            readonly updated: string;
        };
        /** NewWebhookEndpoint */
        readonly NewWebhookEndpoint: {
            /** @description Where events are sent: https, at a host of the public internet, on port 443 or one from 1024 on. Without user, password and fragment. */
            readonly url: string;
            readonly description?: string | null;
            /** @description Which events are sent: types as `invitation.accepted`, families as `invitation.*`. None: all, also those that come to be later. */
            readonly event_types?: readonly string[];
            /** @description Whether what is sent about an invitation holds the address that was invited. Whoever makes or changes an endpoint that does also needs the permission `invitations:read`. Default false. */
            readonly includes_email?: boolean;
        };
        /** WebhookEndpointWithSecret */
        readonly WebhookEndpointWithSecret: {
            /** Format: uuid */
            readonly id: string;
            readonly organization_id: string | null;
            readonly url: string;
            readonly description: string | null;
            /** @description Which events are sent: types as `invitation.accepted`, families as `invitation.*`. None: all, also those that come to be later. */
            readonly event_types: readonly string[];
            /** @description Whether what is sent about an invitation holds the address that was invited. Whoever makes or changes an endpoint that does also needs the permission `invitations:read`. Default false. */
            readonly includes_email: boolean;
            /**
             * @description Nothing is sent while it is disabled.
             * @enum {unknown}
             */
            readonly state: "enabled" | "disabled";
            readonly disabled_reason: ("by_hand" | "gone" | "failing") | null;
            readonly failing_since: string | null;
            /** Format: date-time */
            readonly created: string;
            /** Format: date-time */
            readonly updated: string;
            /** @description What is sent is signed with it, by Standard Webhooks. Shown this once; it cannot be read again. */
            readonly secret: string;
        };
        /** WebhookEndpointChange */
        readonly WebhookEndpointChange: {
            /** @description Where events are sent: https, at a host of the public internet, on port 443 or one from 1024 on. Without user, password and fragment. */
            readonly url?: string;
            readonly description?: string | null;
            /** @description Which events are sent: types as `invitation.accepted`, families as `invitation.*`. None: all, also those that come to be later. */
            readonly event_types?: readonly string[];
            /** @description Whether what is sent about an invitation holds the address that was invited. Whoever makes or changes an endpoint that does also needs the permission `invitations:read`. Default false. */
            readonly includes_email?: boolean;
            /**
             * @description Disabled, what waits for it is cancelled within seconds, and nothing is queued until it is enabled; what was not cancelled by then is sent. What it missed can be replayed.
             * @enum {unknown}
             */
            readonly state?: "enabled" | "disabled";
        };
        /** WebhookSecretRotation */
        readonly WebhookSecretRotation: {
            /** @description How long the secret before signs as well: a day at most, and that is the default. With 0 it ends at once, as it should where it has leaked. */
            readonly overlap_seconds?: number;
        };
        /** WebhookDeliveryInDetail */
        readonly WebhookDeliveryInDetail: {
            /** Format: uuid */
            readonly id: string;
            /**
             * Format: uuid
             * @description The event; `webhook-id` is this with `evt_` before it.
             */
            readonly event_id: string;
            readonly event_type: string;
            /** @description That of the event. */
            readonly sequence: number;
            /**
             * @description `queued` waits, `sending` is under way, `delivered` was answered with 2xx, `failed` was tried as often as it is, `cancelled` lost its endpoint before.
             * @enum {unknown}
             */
            readonly state: "queued" | "sending" | "delivered" | "failed" | "cancelled";
            readonly detail: string | null;
            readonly attempts: number;
            readonly next_attempt: string | null;
            readonly delivered: string | null;
            /** Format: date-time */
            readonly created: string;
            /** @description What is sent, to the letter; without the invited address for who may not read invitations. Headers and signature are new each time. */
            readonly request_body: string;
            /** @description Oldest first. */
            readonly attempt_log: readonly {
                /** @description From 1. Attempts that were cut off are not among them. */
                readonly number: number;
                /** Format: date-time */
                readonly ended: string;
                readonly duration_ms: number;
                /** @description What became of the delivery by it; `queued` is to be tried again. */
                readonly state: string;
                readonly detail: string;
                readonly response_status: number | null;
                readonly response: string | null;
            }[];
        };
        /** WebhookReplay */
        readonly WebhookReplay: {
            /**
             * Format: date-time
             * @description Events from then on.
             */
            readonly occurred_after: string;
            /**
             * Format: date-time
             * @description Events before that. Default: now.
             */
            readonly occurred_before?: string;
            /** @description Only these. Default: those that the endpoint is sent. */
            readonly event_types?: readonly string[];
            /** @description Leave out what was delivered before, as far as that is still known: deliveries are kept for 30 days, unless the operator says otherwise. What happened before that is sent again. Default false. */
            readonly only_failed?: boolean;
        };
        /** WebhookReplayed */
        readonly WebhookReplayed: {
            /** @description How many are sent, for the first time or again. */
            readonly queued: number;
            /** @description Over how many seconds they are spread. */
            readonly seconds: number;
        };
        /** WebhookDelivery */
        readonly WebhookDelivery: {
            /** Format: uuid */
            readonly id: string;
            /**
             * Format: uuid
             * @description The event; `webhook-id` is this with `evt_` before it.
             */
            readonly event_id: string;
            readonly event_type: string;
            /** @description That of the event. */
            readonly sequence: number;
            /**
             * @description `queued` waits, `sending` is under way, `delivered` was answered with 2xx, `failed` was tried as often as it is, `cancelled` lost its endpoint before.
             * @enum {unknown}
             */
            readonly state: "queued" | "sending" | "delivered" | "failed" | "cancelled";
            readonly detail: string | null;
            readonly attempts: number;
            readonly next_attempt: string | null;
            readonly delivered: string | null;
            /** Format: date-time */
            readonly created: string;
            readonly last_attempt: {
                /** @description From 1. Attempts that were cut off are not among them. */
                readonly number: number;
                /** Format: date-time */
                readonly ended: string;
                readonly duration_ms: number;
                /** @description What became of the delivery by it; `queued` is to be tried again. */
                readonly state: string;
                readonly detail: string;
                readonly response_status: number | null;
            } | null;
        };
        /** Client */
        readonly Client: {
            readonly client_id: string;
            /**
             * @description An `application` that people sign in to, or the machine access of the `platform`.
             * @enum {unknown}
             */
            readonly kind: "application" | "platform";
            /** @description What people read when they are asked for consent. */
            readonly name: string;
            /** @description Where people come back to, compared character by character: https, or on their own machine a loopback address or a scheme like `com.example.app`. */
            readonly redirect_uris: readonly string[];
            /** @description Where people may be sent after they signed out. */
            readonly post_logout_redirect_uris: readonly string[];
            /** @description Whether it belongs to the operator of this service. Its people are not asked for consent. */
            readonly first_party: boolean;
            /** @description What it may ask for. */
            readonly scopes: readonly string[];
            /** @description Whether it has no secret, as an installed program or a page in a browser (RFC 6749, section 2.1). */
            readonly public: boolean;
            /** Format: date-time */
            readonly created: string;
            readonly last_used: string | null;
        };
        /** NewClient */
        readonly NewClient: {
            /** @description What people read when they are asked for consent. */
            readonly name: string;
            /**
             * @description Default `application`. A `platform` client has a secret, no addresses, and scopes of its own.
             * @enum {unknown}
             */
            readonly kind?: "application" | "platform";
            /** @description Whether it gets no secret. Default false. */
            readonly public?: boolean;
            /** @description Where people come back to, compared character by character: https, or on their own machine a loopback address or a scheme like `com.example.app`. */
            readonly redirect_uris?: readonly string[];
            /** @description Where people may be sent after they signed out. */
            readonly post_logout_redirect_uris?: readonly string[];
            /** @description Whether it belongs to the operator of this service. Its people are not asked for consent. */
            readonly first_party?: boolean;
            /** @description What it may ask for. */
            readonly scopes?: readonly ("openid" | "offline_access" | "profile" | "email" | "invitations:read" | "invitations:respond" | "organizations:read" | "organizations:write" | "webhooks:manage")[];
        };
        /** RegisteredClient */
        readonly RegisteredClient: {
            readonly client_id: string;
            /**
             * @description An `application` that people sign in to, or the machine access of the `platform`.
             * @enum {unknown}
             */
            readonly kind: "application" | "platform";
            /** @description What people read when they are asked for consent. */
            readonly name: string;
            /** @description Where people come back to, compared character by character: https, or on their own machine a loopback address or a scheme like `com.example.app`. */
            readonly redirect_uris: readonly string[];
            /** @description Where people may be sent after they signed out. */
            readonly post_logout_redirect_uris: readonly string[];
            /** @description Whether it belongs to the operator of this service. Its people are not asked for consent. */
            readonly first_party: boolean;
            /** @description What it may ask for. */
            readonly scopes: readonly string[];
            /** @description Whether it has no secret, as an installed program or a page in a browser (RFC 6749, section 2.1). */
            readonly public: boolean;
            /** Format: date-time */
            readonly created: string;
            readonly last_used: string | null;
            /** @description Shown this once. */
            readonly client_secret?: string;
        };
        /** ClientChange */
        readonly ClientChange: {
            /** @description What people read when they are asked for consent. */
            readonly name?: string;
            /** @description Where people come back to, compared character by character: https, or on their own machine a loopback address or a scheme like `com.example.app`. */
            readonly redirect_uris?: readonly string[];
            /** @description Where people may be sent after they signed out. */
            readonly post_logout_redirect_uris?: readonly string[];
            /** @description Whether it belongs to the operator of this service. Its people are not asked for consent. */
            readonly first_party?: boolean;
            /** @description What it may ask for. */
            readonly scopes?: readonly ("openid" | "offline_access" | "profile" | "email" | "invitations:read" | "invitations:respond" | "organizations:read" | "organizations:write" | "webhooks:manage")[];
        };
        /** SecretRotation */
        readonly SecretRotation: {
            /** @description How long the secret before still works, at most a day. Without it that secret ends at once, together with the tokens that the client got for itself. */
            readonly overlap_seconds?: number;
        };
        /** Membership */
        readonly Membership: {
            /** Format: uuid */
            readonly organization_id: string;
            /** Format: uuid */
            readonly user_id: string;
            readonly roles: readonly string[];
            readonly permissions: readonly string[];
        };
        /**
         * PlatformPerson
         * @description The first owner, who becomes a user by this.
         */
        readonly PlatformPerson: {
            /** @description Who signs their tokens (`iss`). */
            readonly issuer: string;
            /** @description Who they are there (`sub`). */
            readonly subject: string;
            readonly email?: string | null;
            /** @description Counts where the settings trust that issuer with addresses. Default false. */
            readonly email_verified?: boolean;
            readonly name?: string | null;
            readonly avatar_url?: string | null;
        };
        /** PlatformOrganization */
        readonly PlatformOrganization: {
            /** @description Shown to those who are invited. */
            readonly name: string;
            /** @description Short name for URLs. */
            readonly slug?: string;
            readonly description?: string | null;
            readonly logo_url?: string | null;
            readonly seat_limit?: number | null;
            readonly policies?: components["schemas"]["PoliciesChange"];
            readonly owner?: components["schemas"]["PlatformPerson"];
            /**
             * Format: uuid
             * @description The first owner, where they are a user already.
             */
            readonly owner_user_id?: string;
        };
        /** Operator */
        readonly Operator: {
            /** Format: uuid */
            readonly user_id: string;
            readonly name: string | null;
            readonly added_by: string | null;
            /** Format: date-time */
            readonly created: string;
        };
        /** NewOperator */
        readonly NewOperator: {
            /**
             * Format: uuid
             * @description An active person.
             */
            readonly user_id: string;
        };
        /** MailSuppression */
        readonly MailSuppression: {
            /**
             * @description `all`: every mail but codes that somebody asks for. `reminders`: reminders of invitations only.
             * @enum {unknown}
             */
            readonly scope: "all" | "reminders";
            /**
             * @description `bounced`: a mail server said that there is no such mailbox. `complained`: its reader called a mail spam. `unsubscribed`: its reader wants no reminders.
             * @enum {unknown}
             */
            readonly reason: "bounced" | "complained" | "unsubscribed";
            /** Format: date-time */
            readonly created: string;
        };
        /** Address */
        readonly Address: {
            /** Format: uuid */
            readonly id: string;
            readonly email: string;
            /** @description Invitations sent there are its user’s, and nobody else’s. */
            readonly verified: boolean;
            readonly vouched_by: string | null;
            /** @description A code mailed there signs its user in. */
            readonly signs_in: boolean;
            /** Format: date-time */
            readonly created: string;
        };
        /** Me */
        readonly Me: {
            /** Format: uuid */
            readonly id: string;
            readonly type: "user" | "service_account";
            readonly status: "active" | "disabled";
            readonly name: string | null;
            readonly avatar_url: string | null;
            readonly addresses: readonly components["schemas"]["Address"][];
            /** Format: date-time */
            readonly created: string;
            /** Format: date-time */
            readonly updated: string;
            readonly locale: string | null;
            readonly time_zone: string | null;
            /** @description Whether they run the platform. */
            readonly operator: boolean;
            /** @description The issuers that know them. */
            readonly identities: readonly {
                readonly issuer: string;
            }[];
        };
        /** MeChange */
        readonly MeChange: {
            readonly name?: string | null;
            readonly avatar_url?: string | null;
            readonly locale?: string | null;
            readonly time_zone?: string | null;
        };
        /** Erasure */
        readonly Erasure: {
            /** @description An address of yours, in any spelling; your id if you have no address. */
            readonly confirm: string;
        };
        /** Export */
        readonly Export: {
            /** Format: date-time */
            readonly exported: string;
            readonly profile: {
                /** Format: uuid */
                readonly id: string;
                readonly name: string | null;
                readonly avatar_url: string | null;
                readonly locale: string | null;
                readonly time_zone: string | null;
                readonly operator: boolean;
                /** Format: date-time */
                readonly created: string;
                /** Format: date-time */
                readonly updated: string;
            };
            readonly identities: readonly {
                readonly issuer: string;
                readonly subject: string;
                readonly name: string | null;
                readonly picture: string | null;
                /** Format: date-time */
                readonly created: string;
            }[];
            readonly addresses: readonly components["schemas"]["Address"][];
            readonly memberships: readonly {
                readonly organization: {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                };
                readonly roles: readonly {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                }[];
                readonly teams: readonly {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                }[];
                /** Format: date-time */
                readonly created: string;
                readonly expiration_date: string | null;
            }[];
            /** @description Those to your verified addresses, and those that you answered. */
            readonly received_invitations: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly organization: {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                };
                /** @description Your address, as it was typed. */
                readonly email: string;
                /** @enum {unknown} */
                readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                readonly roles: readonly {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                }[];
                readonly teams: readonly {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                }[];
                readonly message: string | null;
                /** Format: date-time */
                readonly created: string;
                /** Format: date-time */
                readonly expiration_date: string;
                readonly answered: string | null;
                readonly decline_reason: string | null;
            }[];
            /** @description Whom you invited is theirs to know. */
            readonly sent_invitations: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly organization: {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                };
                /** @enum {unknown} */
                readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                readonly message: string | null;
                /** Format: date-time */
                readonly created: string;
                /** Format: date-time */
                readonly expiration_date: string;
            }[];
            /** @description What you asked organizations about invitations, signed in. */
            readonly invitation_requests: readonly {
                /** Format: uuid */
                readonly id: string;
                /** Format: uuid */
                readonly invitation_id: string;
                readonly organization: {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                };
                /** @enum {unknown} */
                readonly kind: "renewal" | "readdress";
                /** @enum {unknown} */
                readonly state: "open" | "approved" | "refused" | "lapsed";
                readonly email: string | null;
                readonly message: string | null;
                /** Format: date-time */
                readonly created: string;
                readonly answered: string | null;
            }[];
            readonly sessions: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly user_agent: string | null;
                /** Format: date-time */
                readonly created: string;
                /** Format: date-time */
                readonly last_used: string;
                /** Format: date-time */
                readonly expiration_date: string;
                readonly ended: string | null;
            }[];
            readonly applications: readonly {
                readonly client_id: string;
                readonly name: string;
                readonly scopes: readonly string[];
                /** Format: date-time */
                readonly created: string;
            }[];
            /** @description Those that you want no invitations of. */
            readonly blocked_organizations: readonly {
                readonly organization: {
                    /** Format: uuid */
                    readonly id: string;
                    readonly name: string;
                };
                /** Format: date-time */
                readonly created: string;
            }[];
            /** @description What you did, and what happened to you and to the invitations to you. */
            readonly events: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly type: string;
                /** Format: date-time */
                readonly occurred: string;
                readonly organization_id: string | null;
                /** @enum {unknown} */
                readonly actor: "you" | "somebody_else" | "system";
                readonly subject: {
                    readonly type: string;
                    readonly id: string | null;
                };
                /** @description Only of what you did. */
                readonly data: {
                    readonly [key: string]: unknown;
                };
            }[];
        };
        /** NewAddress */
        readonly NewAddress: {
            /** @description One address. */
            readonly email: string;
        };
        /** CodeAsked */
        readonly CodeAsked: {
            /**
             * Format: date-time
             * @description From then on the code is no longer taken.
             */
            readonly expiration_date: string;
        };
        /** TypedCode */
        readonly TypedCode: {
            /** @description As it stands in the newest mail, with spaces or without. */
            readonly code: string;
        };
        /** MyOrganization */
        readonly MyOrganization: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string;
            readonly slug: string;
            readonly logo_url: string | null;
            readonly roles: readonly {
                /** Format: uuid */
                readonly id: string;
                readonly name: string;
            }[];
            /** @description What the roles together allow. */
            readonly permissions: readonly string[];
            /**
             * Format: date-time
             * @description When the membership began.
             */
            readonly created: string;
        };
        /** Block */
        readonly Block: {
            /** Format: uuid */
            readonly organization_id: string;
            readonly organization_name: string;
            readonly organization_logo_url: string | null;
            /** Format: date-time */
            readonly created: string;
        };
        /** Session */
        readonly Session: {
            /** Format: uuid */
            readonly id: string;
            /** @description The token of this request was given in it. */
            readonly current: boolean;
            readonly user_agent: string | null;
            /** Format: date-time */
            readonly created: string;
            /**
             * Format: date-time
             * @description When somebody last came by the login server with it.
             */
            readonly last_used: string;
            /**
             * Format: date-time
             * @description When it ends if it is not used until then.
             */
            readonly expiration_date: string;
        };
        /** Application */
        readonly Application: {
            readonly client_id: string;
            readonly name: string;
            /** @description What you allowed it to know and to do in your name. */
            readonly scopes: readonly string[];
            /**
             * Format: date-time
             * @description When you first allowed it something.
             */
            readonly created: string;
        };
        /** User */
        readonly User: {
            /** Format: uuid */
            readonly id: string;
            readonly type: "user" | "service_account";
            readonly status: "active" | "disabled";
            readonly name: string | null;
            readonly avatar_url: string | null;
            readonly addresses: readonly components["schemas"]["Address"][];
            /** Format: date-time */
            readonly created: string;
            /** Format: date-time */
            readonly updated: string;
            /** @description Who they are to each issuer. */
            readonly identities: readonly {
                readonly issuer: string;
                readonly subject: string;
            }[];
        };
        /** UserChange */
        readonly UserChange: {
            /**
             * @description `disabled` deactivates, `active` activates.
             * @enum {unknown}
             */
            readonly status: "active" | "disabled";
        };
        /** SignedIn */
        readonly SignedIn: {
            /** Format: uuid */
            readonly id: string;
            readonly name: string | null;
            readonly email: string | null;
            readonly avatar_url: string | null;
        };
        /** OwnMembership */
        readonly OwnMembership: {
            /** Format: uuid */
            readonly organization_id: string;
            readonly name: string;
            readonly slug: string;
            readonly logo_url: string | null;
            readonly permissions: readonly string[];
        };
        /** ConsoleSession */
        readonly ConsoleSession: {
            readonly user: components["schemas"]["SignedIn"] | null;
            /** @description Organizations that the user belongs to, longest first. */
            readonly memberships: readonly components["schemas"]["OwnMembership"][];
            readonly mailbox_url: string | null;
            /** @enum {unknown} */
            readonly mode: "development" | "production";
        };
        /** SignedOut */
        readonly SignedOut: {
            /** @description Where the browser goes on. */
            readonly url: string;
        };
        /** ImportedMember */
        readonly ImportedMember: {
            /** Format: uuid */
            readonly organization_id?: string;
            /** @description The application's own name for the organization, in place of its id. */
            readonly external_id?: string;
            /**
             * Format: uuid
             * @description Who it is, in place of issuer and subject.
             */
            readonly user_id?: string;
            /** @description Who signs their tokens (`iss`). */
            readonly issuer?: string;
            /** @description Who they are there (`sub`). */
            readonly subject?: string;
            readonly email?: string | null;
            /** @description Counts where the settings trust that issuer with addresses. Default false. */
            readonly email_verified?: boolean;
            readonly name?: string | null;
            readonly avatar_url?: string | null;
            /** @description Names or ids of roles of the organization. Default Member. */
            readonly roles?: readonly string[];
        };
        /** ImportCounts */
        readonly ImportCounts: {
            /** @description Lines that are dealt with. */
            readonly lines: number;
            /** @description Became members. */
            readonly added: number;
            /** @description Were members already. */
            readonly present: number;
            /** @description Were members and got other roles, with `update_roles`. */
            readonly changed: number;
            /** @description Were refused; the first 10,000 are told one by one. */
            readonly refused: number;
        };
        /**
         * ImportTold
         * @example {
         *       "line": 3,
         *       "pointer": "/roles/0",
         *       "code": "validation_failed",
         *       "detail": "must be the name or the id of a role of this organization"
         *     }
         * @example {
         *       "progress": {
         *         "lines": 500,
         *         "added": 499,
         *         "present": 0,
         *         "changed": 0,
         *         "refused": 1
         *       }
         *     }
         * @example {
         *       "finished": true,
         *       "total": {
         *         "lines": 500,
         *         "added": 499,
         *         "present": 0,
         *         "changed": 0,
         *         "refused": 1
         *       }
         *     }
         */
        readonly ImportTold: {
            /** @description The number of the line that was refused, from 1. */
            readonly line?: number;
            /** @description Which of its fields was wrong, as a JSON pointer. */
            readonly pointer?: string;
            /** @description Why that line, or the import, was refused. */
            readonly code?: string;
            readonly detail?: string;
            readonly progress?: components["schemas"]["ImportCounts"];
            /** @description In the last line: true if every line was read, false if the import stopped. */
            readonly finished?: boolean;
            readonly total?: components["schemas"]["ImportCounts"];
        };
        /** WebhookActor */
        readonly WebhookActor: {
            /** @enum {unknown} */
            readonly type: "user" | "platform_client" | "system";
            readonly id: string | null;
        };
        /**
         * InvitationCreatedWebhook
         * @description Somebody was invited.
         */
        readonly InvitationCreatedWebhook: {
            /** @constant */
            readonly type: "invitation.created";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly inviter_id: string | null;
                    /** @description The roles, by id. */
                    readonly role_ids: readonly string[];
                    /** @description The teams, by id. */
                    readonly team_ids: readonly string[];
                    /** Format: date-time */
                    readonly expiration_date: string;
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationSentWebhook
         * @description The next mail server took the mail of an invitation.
         */
        readonly InvitationSentWebhook: {
            /** @constant */
            readonly type: "invitation.sent";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /**
                     * Format: uuid
                     * @description The mail.
                     */
                    readonly delivery_id: string;
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationDeliveredWebhook
         * @description The mail of an invitation is known to have arrived.
         */
        readonly InvitationDeliveredWebhook: {
            /** @constant */
            readonly type: "invitation.delivered";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /**
                     * Format: uuid
                     * @description The mail.
                     */
                    readonly delivery_id: string;
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationBouncedWebhook
         * @description The mail of an invitation could not be delivered.
         */
        readonly InvitationBouncedWebhook: {
            /** @constant */
            readonly type: "invitation.bounced";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /**
                     * Format: uuid
                     * @description The mail.
                     */
                    readonly delivery_id: string;
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationFailedWebhook
         * @description The mail of an invitation was given up: it was refused, or tried in vain for too long.
         */
        readonly InvitationFailedWebhook: {
            /** @constant */
            readonly type: "invitation.failed";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /**
                     * Format: uuid
                     * @description The mail.
                     */
                    readonly delivery_id: string;
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationRemindedWebhook
         * @description The next mail server took a reminder of an invitation.
         */
        readonly InvitationRemindedWebhook: {
            /** @constant */
            readonly type: "invitation.reminded";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /**
                     * Format: uuid
                     * @description The mail.
                     */
                    readonly delivery_id: string;
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationSeenWebhook
         * @description A pending invitation was looked at for the first time.
         */
        readonly InvitationSeenWebhook: {
            /** @constant */
            readonly type: "invitation.seen";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /**
                     * @description Who had the link of the mail, or the invitee, signed in.
                     * @enum {unknown}
                     */
                    readonly by: "link" | "invitee";
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationEditedWebhook
         * @description What an invitation says or gives was changed, by somebody or because a role or team that it gave ended.
         */
        readonly InvitationEditedWebhook: {
            /** @constant */
            readonly type: "invitation.edited";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** @description The names of the fields that are different. Of what is not told the name is all. */
                    readonly changed: readonly string[];
                    readonly before: {
                        /** @enum {unknown} */
                        readonly status?: "pending" | "accepted" | "declined" | "revoked" | "expired";
                        /** @description The roles, by id. */
                        readonly role_ids?: readonly string[];
                        /** @description The teams, by id. */
                        readonly team_ids?: readonly string[];
                        readonly locale?: string | null;
                        /** Format: date-time */
                        readonly expiration_date?: string;
                    };
                    readonly after: {
                        /** @enum {unknown} */
                        readonly status?: "pending" | "accepted" | "declined" | "revoked" | "expired";
                        /** @description The roles, by id. */
                        readonly role_ids?: readonly string[];
                        /** @description The teams, by id. */
                        readonly team_ids?: readonly string[];
                        readonly locale?: string | null;
                        /** Format: date-time */
                        readonly expiration_date?: string;
                    };
                    /** @description Where somebody else answers for what it gives now. */
                    readonly inviting_user_id?: {
                        readonly before: string | null;
                        readonly after: string | null;
                    };
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationResentWebhook
         * @description An invitation is sent anew; one that had expired is pending again.
         */
        readonly InvitationResentWebhook: {
            /** @constant */
            readonly type: "invitation.resent";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** @description Whether it has a new link, and those before lead nowhere. */
                    readonly rotated: boolean;
                    readonly before: {
                        /** @enum {unknown} */
                        readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                        /** Format: date-time */
                        readonly expiration_date: string;
                    };
                    readonly after: {
                        /** @enum {unknown} */
                        readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                        /** Format: date-time */
                        readonly expiration_date: string;
                    };
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationAcceptedWebhook
         * @description An invitee accepted, and is a member.
         */
        readonly InvitationAcceptedWebhook: {
            /** @constant */
            readonly type: "invitation.accepted";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** @description False for who was a member already and stays as they were. */
                    readonly joined: boolean;
                    /** @description The roles, by id. */
                    readonly role_ids: readonly string[];
                    /** @description The teams, by id. */
                    readonly team_ids: readonly string[];
                    readonly before: {
                        /** @enum {unknown} */
                        readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                    };
                    readonly after: {
                        /** @enum {unknown} */
                        readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                    };
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationDeclinedWebhook
         * @description An invitee declined. Who that was is not told.
         */
        readonly InvitationDeclinedWebhook: {
            /** @constant */
            readonly type: "invitation.declined";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly reason?: string | null;
                    readonly before: {
                        /** @enum {unknown} */
                        readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                    };
                    readonly after: {
                        /** @enum {unknown} */
                        readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                    };
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationRevokedWebhook
         * @description An invitation was taken back, by somebody or for a reason.
         */
        readonly InvitationRevokedWebhook: {
            /** @constant */
            readonly type: "invitation.revoked";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /**
                     * @description Where nobody revoked it by itself.
                     * @enum {unknown}
                     */
                    readonly because?: "readdressed" | "inviter_departed" | "inviter_lost_permission" | "invitee_erased" | "organization_deleted";
                    /**
                     * Format: uuid
                     * @description The invitation in its place, where it was `readdressed`.
                     */
                    readonly new_invitation_id?: string;
                    readonly before: {
                        /** @enum {unknown} */
                        readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                    };
                    readonly after: {
                        /** @enum {unknown} */
                        readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                    };
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationExpiredWebhook
         * @description The time of an invitation has run out.
         */
        readonly InvitationExpiredWebhook: {
            /** @constant */
            readonly type: "invitation.expired";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly before: {
                        /** @enum {unknown} */
                        readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                    };
                    readonly after: {
                        /** @enum {unknown} */
                        readonly status: "pending" | "accepted" | "declined" | "revoked" | "expired";
                    };
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationRenewalRequestedWebhook
         * @description A new invitation in place of one that has expired was asked for.
         */
        readonly InvitationRenewalRequestedWebhook: {
            /** @constant */
            readonly type: "invitation.renewal_requested";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** Format: uuid */
                    readonly invitation_request_id: string;
                    /**
                     * @description Who had the link of the mail, or the invitee, signed in.
                     * @enum {unknown}
                     */
                    readonly by: "link" | "invitee";
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationReaddressRequestedWebhook
         * @description An invitation to another address was asked for.
         */
        readonly InvitationReaddressRequestedWebhook: {
            /** @constant */
            readonly type: "invitation.readdress_requested";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** Format: uuid */
                    readonly invitation_request_id: string;
                    /**
                     * @description Who had the link of the mail, or the invitee, signed in.
                     * @enum {unknown}
                     */
                    readonly by: "link" | "invitee";
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationRequestApprovedWebhook
         * @description What was asked for of an invitation was given.
         */
        readonly InvitationRequestApprovedWebhook: {
            /** @constant */
            readonly type: "invitation.request_approved";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** Format: uuid */
                    readonly invitation_request_id: string;
                    /** @enum {unknown} */
                    readonly kind: "renewal" | "readdress";
                    /**
                     * Format: uuid
                     * @description The invitation that goes to the other address.
                     */
                    readonly new_invitation_id?: string;
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * InvitationRequestRefusedWebhook
         * @description What was asked for of an invitation was refused.
         */
        readonly InvitationRequestRefusedWebhook: {
            /** @constant */
            readonly type: "invitation.request_refused";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "invitation";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** Format: uuid */
                    readonly invitation_request_id: string;
                    /** @enum {unknown} */
                    readonly kind: "renewal" | "readdress";
                    /**
                     * Format: uuid
                     * @description The invitation that goes to the other address.
                     */
                    readonly new_invitation_id?: string;
                };
                /** @description The address that was invited, where the endpoint includes addresses. */
                readonly email?: string;
            };
        };
        /**
         * MemberAddedWebhook
         * @description Somebody became a member without an invitation. Who accepts one is told of by `invitation.accepted`.
         */
        readonly MemberAddedWebhook: {
            /** @constant */
            readonly type: "member.added";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "user";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** @description The roles, by id. */
                    readonly role_ids: readonly string[];
                };
            };
        };
        /**
         * MemberRemovedWebhook
         * @description Somebody left or was removed.
         */
        readonly MemberRemovedWebhook: {
            /** @constant */
            readonly type: "member.removed";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "user";
                    /** Format: uuid */
                    readonly id: string;
                };
                /** @description What they had. */
                readonly details: {
                    /** @description The roles, by id. */
                    readonly role_ids: readonly string[];
                    /** @description The teams, by id. */
                    readonly team_ids: readonly string[];
                };
            };
        };
        /**
         * MemberRoleChangedWebhook
         * @description A member has other roles of their own.
         */
        readonly MemberRoleChangedWebhook: {
            /** @constant */
            readonly type: "member.role_changed";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "user";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly before: {
                        /** @description The roles, by id. */
                        readonly role_ids: readonly string[];
                    };
                    readonly after: {
                        /** @description The roles, by id. */
                        readonly role_ids: readonly string[];
                    };
                };
            };
        };
        /**
         * MemberTeamJoinedWebhook
         * @description A member is in a team now.
         */
        readonly MemberTeamJoinedWebhook: {
            /** @constant */
            readonly type: "member.team_joined";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "user";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** Format: uuid */
                    readonly team_id: string;
                };
            };
        };
        /**
         * MemberTeamLeftWebhook
         * @description A member is in a team no longer.
         */
        readonly MemberTeamLeftWebhook: {
            /** @constant */
            readonly type: "member.team_left";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "user";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** Format: uuid */
                    readonly team_id: string;
                };
            };
        };
        /**
         * OrganizationCreatedWebhook
         * @description An organization was founded.
         */
        readonly OrganizationCreatedWebhook: {
            /** @constant */
            readonly type: "organization.created";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /**
                     * Format: uuid
                     * @description Its first member, an owner.
                     */
                    readonly owner_id: string;
                };
            };
        };
        /**
         * OrganizationUpdatedWebhook
         * @description An organization is called otherwise, or decided otherwise.
         */
        readonly OrganizationUpdatedWebhook: {
            /** @constant */
            readonly type: "organization.updated";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly before: {
                        readonly name?: string;
                        readonly slug?: string;
                        readonly description?: string | null;
                        readonly logo_url?: string | null;
                        readonly seat_limit?: number | null;
                        readonly seat_policy?: string;
                        readonly allowed_domains?: readonly string[];
                        readonly blocked_domains?: readonly string[];
                        readonly departed_inviter?: string;
                        readonly default_expiry_seconds?: number;
                    };
                    readonly after: {
                        readonly name?: string;
                        readonly slug?: string;
                        readonly description?: string | null;
                        readonly logo_url?: string | null;
                        readonly seat_limit?: number | null;
                        readonly seat_policy?: string;
                        readonly allowed_domains?: readonly string[];
                        readonly blocked_domains?: readonly string[];
                        readonly departed_inviter?: string;
                        readonly default_expiry_seconds?: number;
                    };
                } | Record<string, never>;
            };
        };
        /**
         * OrganizationMailSettingsUpdatedWebhook
         * @description An organization’s mails look otherwise, or leave at other times.
         */
        readonly OrganizationMailSettingsUpdatedWebhook: {
            /** @constant */
            readonly type: "organization.mail_settings_updated";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** @description The names of the fields that are different. Of what is not told the name is all. */
                    readonly changed: readonly string[];
                    readonly before: {
                        readonly sender_name?: string | null;
                        readonly accent_color?: string | null;
                        readonly locale?: string | null;
                        readonly time_zone?: string;
                        readonly reminder_hours?: readonly number[];
                        readonly awake_from?: string;
                        readonly awake_until?: string;
                    };
                    readonly after: {
                        readonly sender_name?: string | null;
                        readonly accent_color?: string | null;
                        readonly locale?: string | null;
                        readonly time_zone?: string;
                        readonly reminder_hours?: readonly number[];
                        readonly awake_from?: string;
                        readonly awake_until?: string;
                    };
                } | Record<string, never>;
            };
        };
        /**
         * OrganizationDeletedWebhook
         * @description An organization ended. That its members are none any more is not told of each.
         */
        readonly OrganizationDeletedWebhook: {
            /** @constant */
            readonly type: "organization.deleted";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: Record<string, never>;
            };
        };
        /**
         * OrganizationSeatLimitReachedWebhook
         * @description Somebody could not join because no seat was free. Told once a day at most.
         */
        readonly OrganizationSeatLimitReachedWebhook: {
            /** @constant */
            readonly type: "organization.seat_limit_reached";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly seat_limit: number;
                    readonly member_count: number;
                };
            };
        };
        /**
         * OrganizationVouchedForWebhook
         * @description The platform lets an organization send as one that it knows.
         */
        readonly OrganizationVouchedForWebhook: {
            /** @constant */
            readonly type: "organization.vouched_for";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: Record<string, never>;
            };
        };
        /**
         * OrganizationNoLongerVouchedForWebhook
         * @description The platform took that back.
         */
        readonly OrganizationNoLongerVouchedForWebhook: {
            /** @constant */
            readonly type: "organization.no_longer_vouched_for";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: Record<string, never>;
            };
        };
        /**
         * OrganizationOwnershipOfferedWebhook
         * @description A member was offered to become an owner.
         */
        readonly OrganizationOwnershipOfferedWebhook: {
            /** @constant */
            readonly type: "organization.ownership_offered";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** Format: uuid */
                    readonly offer_id: string;
                    /**
                     * Format: uuid
                     * @description Who was offered to become an owner.
                     */
                    readonly user_id: string;
                    /** @description Whether who offered it steps down with that. */
                    readonly leave: boolean;
                };
            };
        };
        /**
         * OrganizationOwnershipWithdrawnWebhook
         * @description Such an offer was taken back.
         */
        readonly OrganizationOwnershipWithdrawnWebhook: {
            /** @constant */
            readonly type: "organization.ownership_withdrawn";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** Format: uuid */
                    readonly offer_id: string;
                    /**
                     * Format: uuid
                     * @description Who was offered to become an owner.
                     */
                    readonly user_id: string;
                };
            };
        };
        /**
         * OrganizationOwnershipAcceptedWebhook
         * @description Such an offer was accepted. Whose roles changed by it has `member.role_changed`, too.
         */
        readonly OrganizationOwnershipAcceptedWebhook: {
            /** @constant */
            readonly type: "organization.ownership_accepted";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** Format: uuid */
                    readonly offer_id: string;
                    /**
                     * Format: uuid
                     * @description Who was offered to become an owner.
                     */
                    readonly user_id: string;
                    readonly offered_by: string | null;
                    /** @description Whether who offered it steps down with that. */
                    readonly leave: boolean;
                };
            };
        };
        /**
         * OrganizationOwnershipDeclinedWebhook
         * @description Such an offer was declined.
         */
        readonly OrganizationOwnershipDeclinedWebhook: {
            /** @constant */
            readonly type: "organization.ownership_declined";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "organization";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** Format: uuid */
                    readonly offer_id: string;
                    /**
                     * Format: uuid
                     * @description Who was offered to become an owner.
                     */
                    readonly user_id: string;
                    readonly offered_by: string | null;
                    /** @description Whether who offered it steps down with that. */
                    readonly leave: boolean;
                };
            };
        };
        /**
         * OrganizationRoleCreatedWebhook
         * @description A role was made.
         */
        readonly OrganizationRoleCreatedWebhook: {
            /** @constant */
            readonly type: "organization.role_created";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "role";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly name: string;
                    readonly description: string | null;
                    readonly permissions: readonly string[];
                } | Record<string, never>;
            };
        };
        /**
         * OrganizationRoleChangedWebhook
         * @description A role is called otherwise, or allows something else.
         */
        readonly OrganizationRoleChangedWebhook: {
            /** @constant */
            readonly type: "organization.role_changed";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "role";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly before: {
                        readonly name: string;
                        readonly description: string | null;
                        readonly permissions: readonly string[];
                    };
                    readonly after: {
                        readonly name: string;
                        readonly description: string | null;
                        readonly permissions: readonly string[];
                    };
                } | Record<string, never>;
            };
        };
        /**
         * OrganizationRoleDeletedWebhook
         * @description A role ended.
         */
        readonly OrganizationRoleDeletedWebhook: {
            /** @constant */
            readonly type: "organization.role_deleted";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "role";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly name: string;
                    readonly description: string | null;
                    readonly permissions: readonly string[];
                } | Record<string, never>;
            };
        };
        /**
         * OrganizationTeamCreatedWebhook
         * @description A team was made.
         */
        readonly OrganizationTeamCreatedWebhook: {
            /** @constant */
            readonly type: "organization.team_created";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "team";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly name: string;
                    readonly description: string | null;
                } | Record<string, never>;
            };
        };
        /**
         * OrganizationTeamChangedWebhook
         * @description A team is called otherwise, or has other roles.
         */
        readonly OrganizationTeamChangedWebhook: {
            /** @constant */
            readonly type: "organization.team_changed";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "team";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly before: {
                        readonly name?: string;
                        readonly description?: string | null;
                        /** @description The roles, by id. */
                        readonly role_ids?: readonly string[];
                    };
                    readonly after: {
                        readonly name?: string;
                        readonly description?: string | null;
                        /** @description The roles, by id. */
                        readonly role_ids?: readonly string[];
                    };
                } | Record<string, never>;
            };
        };
        /**
         * OrganizationTeamDeletedWebhook
         * @description A team ended.
         */
        readonly OrganizationTeamDeletedWebhook: {
            /** @constant */
            readonly type: "organization.team_deleted";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "team";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    readonly name: string;
                    readonly description: string | null;
                    /** @description The roles, by id. */
                    readonly role_ids: readonly string[];
                } | Record<string, never>;
            };
        };
        /**
         * ServiceAccountCreatedWebhook
         * @description A service account was made. That it is a member, and with which roles, `member.added` says.
         */
        readonly ServiceAccountCreatedWebhook: {
            /** @constant */
            readonly type: "service_account.created";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "service_account";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: Record<string, never>;
            };
        };
        /**
         * ServiceAccountKeyRotatedWebhook
         * @description A service account has a new key.
         */
        readonly ServiceAccountKeyRotatedWebhook: {
            /** @constant */
            readonly type: "service_account.key_rotated";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "service_account";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** @description How long the key before still works. */
                    readonly overlap_seconds: number;
                };
            };
        };
        /**
         * ServiceAccountKeyRevokedWebhook
         * @description The keys of a service account ended.
         */
        readonly ServiceAccountKeyRevokedWebhook: {
            /** @constant */
            readonly type: "service_account.key_revoked";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "service_account";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: Record<string, never>;
            };
        };
        /**
         * ServiceAccountDeletedWebhook
         * @description A service account ended. That it is a member no longer `member.removed` says, wherever it was one.
         */
        readonly ServiceAccountDeletedWebhook: {
            /** @constant */
            readonly type: "service_account.deleted";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                /** Format: uuid */
                readonly organization_id: string;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "service_account";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: Record<string, never>;
            };
        };
        /**
         * WebhookEndpointCreatedWebhook
         * @description Events are sent to an endpoint from now on.
         */
        readonly WebhookEndpointCreatedWebhook: {
            /** @constant */
            readonly type: "webhook_endpoint.created";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                readonly organization_id: string | null;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "webhook_endpoint";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** @description None: all. */
                    readonly event_types: readonly string[];
                    readonly includes_email: boolean;
                };
            };
        };
        /**
         * WebhookEndpointUpdatedWebhook
         * @description Other events are sent to an endpoint, or to another place.
         */
        readonly WebhookEndpointUpdatedWebhook: {
            /** @constant */
            readonly type: "webhook_endpoint.updated";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                readonly organization_id: string | null;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "webhook_endpoint";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** @description The names of the fields that are different. Of what is not told the name is all. */
                    readonly changed: readonly string[];
                    readonly before: {
                        /** @description None: all. */
                        readonly event_types?: readonly string[];
                        readonly includes_email?: boolean;
                    };
                    readonly after: {
                        /** @description None: all. */
                        readonly event_types?: readonly string[];
                        readonly includes_email?: boolean;
                    };
                };
            };
        };
        /**
         * WebhookEndpointSecretRotatedWebhook
         * @description What is sent to an endpoint is signed with a new secret.
         */
        readonly WebhookEndpointSecretRotatedWebhook: {
            /** @constant */
            readonly type: "webhook_endpoint.secret_rotated";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                readonly organization_id: string | null;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "webhook_endpoint";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /** @description How long the secret before signs as well. */
                    readonly overlap_seconds: number;
                };
            };
        };
        /**
         * WebhookEndpointEnabledWebhook
         * @description Events are sent to an endpoint again.
         */
        readonly WebhookEndpointEnabledWebhook: {
            /** @constant */
            readonly type: "webhook_endpoint.enabled";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                readonly organization_id: string | null;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "webhook_endpoint";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: Record<string, never>;
            };
        };
        /**
         * WebhookEndpointDisabledWebhook
         * @description Nothing is sent to an endpoint any more.
         */
        readonly WebhookEndpointDisabledWebhook: {
            /** @constant */
            readonly type: "webhook_endpoint.disabled";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                readonly organization_id: string | null;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "webhook_endpoint";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: {
                    /**
                     * @description `gone`: it answered that it is gone for good. `failing`: it did not answer well for days.
                     * @enum {unknown}
                     */
                    readonly reason: "by_hand" | "gone" | "failing";
                };
            };
        };
        /**
         * WebhookEndpointDeletedWebhook
         * @description An endpoint was deleted.
         */
        readonly WebhookEndpointDeletedWebhook: {
            /** @constant */
            readonly type: "webhook_endpoint.deleted";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                readonly organization_id: string | null;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "webhook_endpoint";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: Record<string, never>;
            };
        };
        /**
         * WebhookEndpointTestedWebhook
         * @description A test. It is sent to the endpoint that it is about, whatever that wants to hear.
         */
        readonly WebhookEndpointTestedWebhook: {
            /** @constant */
            readonly type: "webhook_endpoint.tested";
            /**
             * Format: date-time
             * @description When it happened, whenever this is sent.
             */
            readonly timestamp: string;
            readonly data: {
                /**
                 * Format: uuid
                 * @description The event; the same whenever it is sent again.
                 */
                readonly id: string;
                /** @description Later events of one subject have higher numbers. They may come in another order. */
                readonly sequence: number;
                readonly organization_id: string | null;
                readonly actor: components["schemas"]["WebhookActor"];
                readonly subject: {
                    /** @constant */
                    readonly type: "webhook_endpoint";
                    /** Format: uuid */
                    readonly id: string;
                };
                readonly details: Record<string, never>;
            };
        };
    };
    responses: {
        /** @description It was taken. After any other answer, or none, it is sent again later. */
        readonly WebhookTaken: {
            headers: {
                readonly [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The endpoint is gone for good: it is disabled. */
        readonly WebhookGone: {
            headers: {
                readonly [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /** @description `evt_` and the event’s id: the same whenever it is sent again, so that what was taken already can be left. */
        readonly WebhookId: string;
        /** @description When this attempt was sent, in seconds since 1970. */
        readonly WebhookTimestamp: string;
        /** @description Signatures with the endpoint’s secrets, by the Standard Webhooks specification. */
        readonly WebhookSignature: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type PendingInvitation = components['schemas']['PendingInvitation'];
export type Problem = components['schemas']['Problem'];
export type Decline = components['schemas']['Decline'];
export type InvitationDetails = components['schemas']['InvitationDetails'];
export type InvitationAsk = components['schemas']['InvitationAsk'];
export type OwnInvitationRequest = components['schemas']['OwnInvitationRequest'];
export type LinkToken = components['schemas']['LinkToken'];
export type LinkPreview = components['schemas']['LinkPreview'];
export type Claimed = components['schemas']['Claimed'];
export type SignInStart = components['schemas']['SignInStart'];
export type SignInUrl = components['schemas']['SignInUrl'];
export type SignInPreview = components['schemas']['SignInPreview'];
export type LinkReport = components['schemas']['LinkReport'];
export type LinkAsk = components['schemas']['LinkAsk'];
export type RenewalAsk = components['schemas']['RenewalAsk'];
export type AskedByLink = components['schemas']['AskedByLink'];
export type Policies = components['schemas']['Policies'];
export type Organization = components['schemas']['Organization'];
export type NewOrganization = components['schemas']['NewOrganization'];
export type PoliciesChange = components['schemas']['PoliciesChange'];
export type OrganizationChange = components['schemas']['OrganizationChange'];
export type MailWords = components['schemas']['MailWords'];
export type MailWordsByTemplate = components['schemas']['MailWordsByTemplate'];
export type MailWordsByLanguage = components['schemas']['MailWordsByLanguage'];
export type MailSettings = components['schemas']['MailSettings'];
export type MailSettingsChange = components['schemas']['MailSettingsChange'];
export type MailPreviewInvitation = components['schemas']['MailPreviewInvitation'];
export type MailPreviewRequest = components['schemas']['MailPreviewRequest'];
export type MailPreview = components['schemas']['MailPreview'];
export type OwnershipOffer = components['schemas']['OwnershipOffer'];
export type Owner = components['schemas']['Owner'];
export type Invitation = components['schemas']['Invitation'];
export type NewInvitation = components['schemas']['NewInvitation'];
export type BatchRow = components['schemas']['BatchRow'];
export type Batch = components['schemas']['Batch'];
export type BatchResult = components['schemas']['BatchResult'];
export type Editing = components['schemas']['Editing'];
export type InvitationEvent = components['schemas']['InvitationEvent'];
export type DeliveryAttempt = components['schemas']['DeliveryAttempt'];
export type InvitationDelivery = components['schemas']['InvitationDelivery'];
export type Resending = components['schemas']['Resending'];
export type Event = components['schemas']['Event'];
export type InvitationRequest = components['schemas']['InvitationRequest'];
export type Member = components['schemas']['Member'];
export type MemberChange = components['schemas']['MemberChange'];
export type MembershipDetails = components['schemas']['MembershipDetails'];
export type Role = components['schemas']['Role'];
export type NewRole = components['schemas']['NewRole'];
export type RoleChange = components['schemas']['RoleChange'];
export type Team = components['schemas']['Team'];
export type NewTeam = components['schemas']['NewTeam'];
export type TeamChange = components['schemas']['TeamChange'];
export type ServiceAccount = components['schemas']['ServiceAccount'];
export type NewServiceAccount = components['schemas']['NewServiceAccount'];
export type ServiceAccountWithKey = components['schemas']['ServiceAccountWithKey'];
export type Rotation = components['schemas']['Rotation'];
export type WebhookEndpoint = components['schemas']['WebhookEndpoint'];
export type NewWebhookEndpoint = components['schemas']['NewWebhookEndpoint'];
export type WebhookEndpointWithSecret = components['schemas']['WebhookEndpointWithSecret'];
export type WebhookEndpointChange = components['schemas']['WebhookEndpointChange'];
export type WebhookSecretRotation = components['schemas']['WebhookSecretRotation'];
export type WebhookDeliveryInDetail = components['schemas']['WebhookDeliveryInDetail'];
export type WebhookReplay = components['schemas']['WebhookReplay'];
export type WebhookReplayed = components['schemas']['WebhookReplayed'];
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
export type Client = components['schemas']['Client'];
export type NewClient = components['schemas']['NewClient'];
export type RegisteredClient = components['schemas']['RegisteredClient'];
export type ClientChange = components['schemas']['ClientChange'];
export type SecretRotation = components['schemas']['SecretRotation'];
export type Membership = components['schemas']['Membership'];
export type PlatformPerson = components['schemas']['PlatformPerson'];
export type PlatformOrganization = components['schemas']['PlatformOrganization'];
export type Operator = components['schemas']['Operator'];
export type NewOperator = components['schemas']['NewOperator'];
export type MailSuppression = components['schemas']['MailSuppression'];
export type Address = components['schemas']['Address'];
export type Me = components['schemas']['Me'];
export type MeChange = components['schemas']['MeChange'];
export type Erasure = components['schemas']['Erasure'];
export type Export = components['schemas']['Export'];
export type NewAddress = components['schemas']['NewAddress'];
export type CodeAsked = components['schemas']['CodeAsked'];
export type TypedCode = components['schemas']['TypedCode'];
export type MyOrganization = components['schemas']['MyOrganization'];
export type Block = components['schemas']['Block'];
export type Session = components['schemas']['Session'];
export type Application = components['schemas']['Application'];
export type User = components['schemas']['User'];
export type UserChange = components['schemas']['UserChange'];
export type SignedIn = components['schemas']['SignedIn'];
export type OwnMembership = components['schemas']['OwnMembership'];
export type ConsoleSession = components['schemas']['ConsoleSession'];
export type SignedOut = components['schemas']['SignedOut'];
export type ImportedMember = components['schemas']['ImportedMember'];
export type ImportCounts = components['schemas']['ImportCounts'];
export type ImportTold = components['schemas']['ImportTold'];
export type WebhookActor = components['schemas']['WebhookActor'];
export type InvitationCreatedWebhook = components['schemas']['InvitationCreatedWebhook'];
export type InvitationSentWebhook = components['schemas']['InvitationSentWebhook'];
export type InvitationDeliveredWebhook = components['schemas']['InvitationDeliveredWebhook'];
export type InvitationBouncedWebhook = components['schemas']['InvitationBouncedWebhook'];
export type InvitationFailedWebhook = components['schemas']['InvitationFailedWebhook'];
export type InvitationRemindedWebhook = components['schemas']['InvitationRemindedWebhook'];
export type InvitationSeenWebhook = components['schemas']['InvitationSeenWebhook'];
export type InvitationEditedWebhook = components['schemas']['InvitationEditedWebhook'];
export type InvitationResentWebhook = components['schemas']['InvitationResentWebhook'];
export type InvitationAcceptedWebhook = components['schemas']['InvitationAcceptedWebhook'];
export type InvitationDeclinedWebhook = components['schemas']['InvitationDeclinedWebhook'];
export type InvitationRevokedWebhook = components['schemas']['InvitationRevokedWebhook'];
export type InvitationExpiredWebhook = components['schemas']['InvitationExpiredWebhook'];
export type InvitationRenewalRequestedWebhook = components['schemas']['InvitationRenewalRequestedWebhook'];
export type InvitationReaddressRequestedWebhook = components['schemas']['InvitationReaddressRequestedWebhook'];
export type InvitationRequestApprovedWebhook = components['schemas']['InvitationRequestApprovedWebhook'];
export type InvitationRequestRefusedWebhook = components['schemas']['InvitationRequestRefusedWebhook'];
export type MemberAddedWebhook = components['schemas']['MemberAddedWebhook'];
export type MemberRemovedWebhook = components['schemas']['MemberRemovedWebhook'];
export type MemberRoleChangedWebhook = components['schemas']['MemberRoleChangedWebhook'];
export type MemberTeamJoinedWebhook = components['schemas']['MemberTeamJoinedWebhook'];
export type MemberTeamLeftWebhook = components['schemas']['MemberTeamLeftWebhook'];
export type OrganizationCreatedWebhook = components['schemas']['OrganizationCreatedWebhook'];
export type OrganizationUpdatedWebhook = components['schemas']['OrganizationUpdatedWebhook'];
export type OrganizationMailSettingsUpdatedWebhook = components['schemas']['OrganizationMailSettingsUpdatedWebhook'];
export type OrganizationDeletedWebhook = components['schemas']['OrganizationDeletedWebhook'];
export type OrganizationSeatLimitReachedWebhook = components['schemas']['OrganizationSeatLimitReachedWebhook'];
export type OrganizationVouchedForWebhook = components['schemas']['OrganizationVouchedForWebhook'];
export type OrganizationNoLongerVouchedForWebhook = components['schemas']['OrganizationNoLongerVouchedForWebhook'];
export type OrganizationOwnershipOfferedWebhook = components['schemas']['OrganizationOwnershipOfferedWebhook'];
export type OrganizationOwnershipWithdrawnWebhook = components['schemas']['OrganizationOwnershipWithdrawnWebhook'];
export type OrganizationOwnershipAcceptedWebhook = components['schemas']['OrganizationOwnershipAcceptedWebhook'];
export type OrganizationOwnershipDeclinedWebhook = components['schemas']['OrganizationOwnershipDeclinedWebhook'];
export type OrganizationRoleCreatedWebhook = components['schemas']['OrganizationRoleCreatedWebhook'];
export type OrganizationRoleChangedWebhook = components['schemas']['OrganizationRoleChangedWebhook'];
export type OrganizationRoleDeletedWebhook = components['schemas']['OrganizationRoleDeletedWebhook'];
export type OrganizationTeamCreatedWebhook = components['schemas']['OrganizationTeamCreatedWebhook'];
export type OrganizationTeamChangedWebhook = components['schemas']['OrganizationTeamChangedWebhook'];
export type OrganizationTeamDeletedWebhook = components['schemas']['OrganizationTeamDeletedWebhook'];
export type ServiceAccountCreatedWebhook = components['schemas']['ServiceAccountCreatedWebhook'];
export type ServiceAccountKeyRotatedWebhook = components['schemas']['ServiceAccountKeyRotatedWebhook'];
export type ServiceAccountKeyRevokedWebhook = components['schemas']['ServiceAccountKeyRevokedWebhook'];
export type ServiceAccountDeletedWebhook = components['schemas']['ServiceAccountDeletedWebhook'];
export type WebhookEndpointCreatedWebhook = components['schemas']['WebhookEndpointCreatedWebhook'];
export type WebhookEndpointUpdatedWebhook = components['schemas']['WebhookEndpointUpdatedWebhook'];
export type WebhookEndpointSecretRotatedWebhook = components['schemas']['WebhookEndpointSecretRotatedWebhook'];
export type WebhookEndpointEnabledWebhook = components['schemas']['WebhookEndpointEnabledWebhook'];
export type WebhookEndpointDisabledWebhook = components['schemas']['WebhookEndpointDisabledWebhook'];
export type WebhookEndpointDeletedWebhook = components['schemas']['WebhookEndpointDeletedWebhook'];
export type WebhookEndpointTestedWebhook = components['schemas']['WebhookEndpointTestedWebhook'];
export type ResponseWebhookTaken = components['responses']['WebhookTaken'];
export type ResponseWebhookGone = components['responses']['WebhookGone'];
export type ParameterWebhookId = components['parameters']['WebhookId'];
export type ParameterWebhookTimestamp = components['parameters']['WebhookTimestamp'];
export type ParameterWebhookSignature = components['parameters']['WebhookSignature'];
export type $defs = Record<string, never>;
export interface operations {
    readonly list_pending_invitations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of the answer before, to hear 304 while nothing has changed. */
                readonly "if-none-match"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Changes exactly when the answer does. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["PendingInvitation"][];
                };
            };
        };
    };
    readonly get_invitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the invitation. */
                readonly invitation_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["PendingInvitation"];
                };
            };
        };
    };
    readonly respond_to_invitation: {
        readonly parameters: {
            readonly query: {
                /** @description Whether to accept the invitation or not. */
                readonly accept: boolean;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the invitation. */
                readonly invitation_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["Decline"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": string | null;
                };
            };
        };
    };
    readonly get_invitation_details: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the invitation. */
                readonly invitation_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["InvitationDetails"];
                };
            };
        };
    };
    readonly request_about_invitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the invitation. */
                readonly invitation_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["InvitationAsk"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OwnInvitationRequest"];
                };
            };
        };
    };
    readonly list_my_invitation_requests: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["OwnInvitationRequest"][];
                };
            };
        };
    };
    readonly preview_invitation_link: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LinkToken"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LinkPreview"];
                };
            };
        };
    };
    readonly claim_invitation_link: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LinkToken"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Claimed"];
                };
            };
        };
    };
    readonly sign_in_for_invitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SignInStart"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignInUrl"];
                };
            };
        };
    };
    readonly preview_sign_in: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the sign-in. */
                readonly sign_in_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignInPreview"];
                };
            };
        };
    };
    readonly report_invitation_link: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LinkReport"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly request_by_invitation_link: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["LinkAsk"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OwnInvitationRequest"];
                };
            };
        };
    };
    readonly request_renewal_by_invitation_link: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RenewalAsk"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AskedByLink"];
                };
            };
        };
    };
    readonly list_organizations: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Organization"][];
                };
            };
        };
    };
    readonly create_organization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewOrganization"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    readonly get_organization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID or slug of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    readonly delete_organization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly change_organization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["OrganizationChange"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    readonly get_mail_settings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MailSettings"];
                };
            };
        };
    };
    readonly change_mail_settings: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MailSettingsChange"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MailSettings"];
                };
            };
        };
    };
    readonly preview_mail: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MailPreviewRequest"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MailPreview"];
                };
            };
        };
    };
    readonly list_owners: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Owner"][];
                };
            };
        };
    };
    readonly offer_ownership: {
        readonly parameters: {
            readonly query: {
                /** @description A member of the organization who is no owner yet. */
                readonly user_id: string;
                /** @description Whether you become an admin when it is accepted. Default false. */
                readonly leave?: boolean;
            };
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["OwnershipOffer"];
                };
            };
        };
    };
    readonly withdraw_ownership_offer: {
        readonly parameters: {
            readonly query: {
                /** @description To whom it was offered. */
                readonly user_id: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly list_organization_invitations: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
                /** @description Whether to count all that the filters let through, on all pages, in the header `X-Total-Count`. */
                readonly include_total?: boolean;
                /** @description Only those that can still be accepted. Default false. */
                readonly only_pending?: boolean;
                /** @description Only those in this state, or in one of several with commas between them, as `declined,revoked`. */
                readonly status?: string;
                /** @description Only those to this address, in any spelling of it. */
                readonly email?: string;
                /** @description Only those that give this role. */
                readonly role_id?: string;
                /** @description Only those that give this team. */
                readonly team_id?: string;
                /** @description Only those that this user sent. */
                readonly inviter_id?: string;
                /** @description Only those with this text in their address or in their inviter's name. No sign has a special meaning. */
                readonly q?: string;
                /** @description Only those that were made after this moment. */
                readonly created_after?: string;
                /** @description Only those that were made before this moment. */
                readonly created_before?: string;
                /** @description Only those that end after this moment. */
                readonly expires_after?: string;
                /** @description Only those that end before this moment. */
                readonly expires_before?: string;
                /** @description What to list by, with a minus before it downwards. Default `created`. */
                readonly sort?: "created" | "-created" | "expiration_date" | "-expiration_date" | "email" | "-email";
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    /** @description How many there are on all pages, with `include_total`. */
                    readonly "X-Total-Count"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Invitation"][];
                };
            };
        };
    };
    readonly create_invitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewInvitation"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    readonly create_invitations: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Batch"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["BatchResult"][];
                };
            };
        };
    };
    readonly get_organization_invitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the invitation. */
                readonly invitation_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    readonly revoke_invitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the invitation. */
                readonly invitation_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly edit_invitation: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the invitation. */
                readonly invitation_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Editing"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    readonly list_invitation_events: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the invitation. */
                readonly invitation_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["InvitationEvent"][];
                };
            };
        };
    };
    readonly list_invitation_deliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the invitation. */
                readonly invitation_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["InvitationDelivery"][];
                };
            };
        };
    };
    readonly resend_invitation: {
        readonly parameters: {
            readonly query?: {
                /** @description Whether to make a new link, after which the ones before lead nowhere. Default false. */
                readonly rotate?: boolean;
            };
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the invitation. */
                readonly invitation_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["Resending"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    readonly list_events: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
                /** @description Only this type, as `invitation.accepted`, or a whole family, as `invitation.*`. */
                readonly type?: string;
                /** @description Only what this user or client did. */
                readonly actor_id?: string;
                /** @description Only what happened to this invitation, user or organization. */
                readonly subject_id?: string;
                /** @description Only what happened then or later. */
                readonly occurred_after?: string;
                /** @description Only what happened before that. */
                readonly occurred_before?: string;
                /** @description Default json, which comes in pages. The others are whole. */
                readonly format?: "json" | "ndjson" | "csv";
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Event"][];
                    readonly "application/x-ndjson": string;
                    readonly "text/csv": string;
                };
            };
        };
    };
    readonly list_invitation_requests: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
                /** @description `lapsed`: the invitation was answered or revoked before anybody decided. */
                readonly state?: "open" | "approved" | "refused" | "lapsed";
                /** @description `renewal`: a new invitation for one that has expired. `readdress`: one to another address of theirs. */
                readonly kind?: "renewal" | "readdress";
                /** @description Only those about this invitation. */
                readonly invitation_id?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["InvitationRequest"][];
                };
            };
        };
    };
    readonly get_invitation_request: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the request. */
                readonly request_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["InvitationRequest"];
                };
            };
        };
    };
    readonly decide_invitation_request: {
        readonly parameters: {
            readonly query: {
                /** @description Whether to approve it or to refuse it. */
                readonly approve: boolean;
            };
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the request. */
                readonly request_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["InvitationRequest"];
                };
            };
        };
    };
    readonly list_members: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
                /** @description Whether to count all that the filters let through, on all pages, in the header `X-Total-Count`. */
                readonly include_total?: boolean;
                /** @description Only those whose name contains this, or the address where you may see it, in any letter case. */
                readonly q?: string;
                /** @description Default `created`: oldest first. */
                readonly sort?: "created" | "-created" | "name" | "-name";
                /** @description Default true. */
                readonly include_users?: boolean;
                /** @description Default true. */
                readonly include_service_accounts?: boolean;
                /** @description Only those who have this role of their own. */
                readonly role_id?: string;
                /** @description Only those in this team. */
                readonly team_id?: string;
                /** @description Default false. */
                readonly include_teams?: boolean;
                /** @description Pending ones; needs `invitations:read`. Default false. */
                readonly include_invitations?: boolean;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    /** @description How many there are on all pages, with `include_total`. */
                    readonly "X-Total-Count"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Member"][];
                };
            };
        };
    };
    readonly remove_member: {
        readonly parameters: {
            readonly query: {
                /** @description ID of the user whose membership ends. */
                readonly user_id: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly change_member: {
        readonly parameters: {
            readonly query: {
                /** @description ID of the member. */
                readonly user_id: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MemberChange"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    readonly get_member: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of the answer before, to hear 304 while nothing has changed. */
                readonly "if-none-match"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the user. */
                readonly user_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Changes exactly when the answer does. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["MembershipDetails"];
                };
            };
        };
    };
    readonly list_roles: {
        readonly parameters: {
            readonly query?: {
                /** @description Only the role of this name, in any letter case. */
                readonly name?: string;
                readonly level?: "organization";
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Role"][];
                };
            };
        };
    };
    readonly create_role: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewRole"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Role"];
                };
            };
        };
    };
    readonly get_role: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the role. */
                readonly role_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Role"];
                };
            };
        };
    };
    readonly delete_role: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the role. */
                readonly role_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly change_role: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the role. */
                readonly role_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RoleChange"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Role"];
                };
            };
        };
    };
    readonly list_role_assignments: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
                /** @description Whether to count all that the filters let through, on all pages, in the header `X-Total-Count`. */
                readonly include_total?: boolean;
                /** @description Only those whose name contains this, or the address where you may see it, in any letter case. */
                readonly q?: string;
                /** @description Default `created`: oldest first. */
                readonly sort?: "created" | "-created" | "name" | "-name";
                /** @description Default true. */
                readonly include_users?: boolean;
                /** @description Default true. */
                readonly include_service_accounts?: boolean;
                /** @description Default true. */
                readonly include_teams?: boolean;
                /** @description Pending invitations that will give it. By default they are there if you hold `invitations:read`. */
                readonly include_invitations?: boolean;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the role. */
                readonly role_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    /** @description How many there are on all pages, with `include_total`. */
                    readonly "X-Total-Count"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Member"][];
                };
            };
        };
    };
    readonly assign_role: {
        readonly parameters: {
            readonly query?: {
                /** @description A member: a person or a service account. */
                readonly user_id?: string;
                /** @description A team. */
                readonly team_id?: string;
                /** @description A pending invitation, which gives it when it is accepted. */
                readonly invitation_id?: string;
            };
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the role. */
                readonly role_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly unassign_role: {
        readonly parameters: {
            readonly query?: {
                /** @description A member: a person or a service account. */
                readonly user_id?: string;
                /** @description A team. */
                readonly team_id?: string;
                /** @description A pending invitation, which gives it when it is accepted. */
                readonly invitation_id?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the role. */
                readonly role_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly list_teams: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
                /** @description Whether to count all that the filters let through, on all pages, in the header `X-Total-Count`. */
                readonly include_total?: boolean;
                /** @description Only the team of this name, in any letter case. */
                readonly name?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    /** @description How many there are on all pages, with `include_total`. */
                    readonly "X-Total-Count"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Team"][];
                };
            };
        };
    };
    readonly create_team: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewTeam"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
        };
    };
    readonly get_team: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the team. */
                readonly team_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
        };
    };
    readonly delete_team: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the team. */
                readonly team_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly change_team: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the team. */
                readonly team_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TeamChange"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Team"];
                };
            };
        };
    };
    readonly list_team_members: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
                /** @description Whether to count all that the filters let through, on all pages, in the header `X-Total-Count`. */
                readonly include_total?: boolean;
                /** @description Only those whose name contains this, or the address where you may see it, in any letter case. */
                readonly q?: string;
                /** @description Default `created`: oldest first. */
                readonly sort?: "created" | "-created" | "name" | "-name";
                /** @description Default true. */
                readonly include_users?: boolean;
                /** @description Default true. */
                readonly include_service_accounts?: boolean;
                /** @description Pending invitations that will give it. By default they are there if you hold `invitations:read`. */
                readonly include_invitations?: boolean;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the team. */
                readonly team_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    /** @description How many there are on all pages, with `include_total`. */
                    readonly "X-Total-Count"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Member"][];
                };
            };
        };
    };
    readonly add_team_member: {
        readonly parameters: {
            readonly query?: {
                /** @description A member of the organization. */
                readonly user_id?: string;
                /** @description A pending invitation, whose invitee comes into the team by accepting it. */
                readonly invitation_id?: string;
            };
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the team. */
                readonly team_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly remove_team_member: {
        readonly parameters: {
            readonly query?: {
                /** @description A member of the organization. */
                readonly user_id?: string;
                /** @description A pending invitation, whose invitee comes into the team by accepting it. */
                readonly invitation_id?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the team. */
                readonly team_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly list_service_accounts: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["ServiceAccount"][];
                };
            };
        };
    };
    readonly create_service_account: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewServiceAccount"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ServiceAccountWithKey"];
                };
            };
        };
    };
    readonly get_service_account: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the service account. */
                readonly service_account_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ServiceAccount"];
                };
            };
        };
    };
    readonly delete_service_account: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the service account. */
                readonly service_account_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly rotate_service_account_key: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the service account. */
                readonly service_account_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["Rotation"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ServiceAccountWithKey"];
                };
            };
        };
    };
    readonly revoke_service_account_key: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the service account. */
                readonly service_account_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly list_webhook_endpoints: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["WebhookEndpoint"][];
                };
            };
        };
    };
    readonly create_webhook_endpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
        };
    };
    readonly get_webhook_endpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    readonly delete_webhook_endpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly change_webhook_endpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookEndpointChange"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    readonly rotate_webhook_secret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookSecretRotation"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
        };
    };
    readonly test_webhook_endpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryInDetail"];
                };
            };
        };
    };
    readonly replay_webhook_events: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookReplayed"];
                };
            };
        };
    };
    readonly list_webhook_deliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
                readonly state?: "queued" | "sending" | "delivered" | "failed" | "cancelled";
                /** @description Only events of this type, as `invitation.accepted`, or of a family, as `invitation.*`. */
                readonly type?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["WebhookDelivery"][];
                };
            };
        };
    };
    readonly get_webhook_delivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
                /** @description ID of the delivery. */
                readonly delivery_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryInDetail"];
                };
            };
        };
    };
    readonly redeliver_webhook_delivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
                /** @description ID of the delivery. */
                readonly delivery_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryInDetail"];
                };
            };
        };
    };
    readonly list_clients: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Client"][];
                };
            };
        };
    };
    readonly register_client: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewClient"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegisteredClient"];
                };
            };
        };
    };
    readonly get_client: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the client. */
                readonly client_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Client"];
                };
            };
        };
    };
    readonly revoke_client: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the client. */
                readonly client_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly change_client: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the client. */
                readonly client_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["ClientChange"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Client"];
                };
            };
        };
    };
    readonly rotate_client_secret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the client. */
                readonly client_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["SecretRotation"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RegisteredClient"];
                };
            };
        };
    };
    readonly list_memberships: {
        readonly parameters: {
            readonly query: {
                /** @description Who signs their tokens (`iss`). */
                readonly issuer: string;
                /** @description Who they are there (`sub`). */
                readonly subject: string;
                /** @description Only the membership in this organization. */
                readonly organization_id?: string;
            };
            readonly header?: {
                /** @description The `ETag` of the answer before, to hear 304 while nothing has changed. */
                readonly "if-none-match"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Changes exactly when the answer does. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Membership"][];
                };
            };
        };
    };
    readonly list_platform_organizations: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Organization"][];
                };
            };
        };
    };
    readonly get_platform_organization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description The application's own name for the organization. */
                readonly external_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    readonly put_platform_organization: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description The application's own name for the organization. */
                readonly external_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["PlatformOrganization"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Organization"];
                };
            };
        };
    };
    readonly list_platform_webhook_endpoints: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["WebhookEndpoint"][];
                };
            };
        };
    };
    readonly create_platform_webhook_endpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
        };
    };
    readonly get_platform_webhook_endpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    readonly delete_platform_webhook_endpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly change_platform_webhook_endpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description The `ETag` of what you read, or several, or `*`: it is done only while that is still the newest version, and is 412 otherwise. Without it, it is done in any case. */
                readonly "if-match"?: string;
            };
            readonly path: {
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookEndpointChange"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Its version, which moves with each change that somebody makes to it. */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
        };
    };
    readonly rotate_platform_webhook_secret: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookSecretRotation"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookEndpointWithSecret"];
                };
            };
        };
    };
    readonly test_platform_webhook_endpoint: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryInDetail"];
                };
            };
        };
    };
    readonly replay_platform_webhook_events: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookReplayed"];
                };
            };
        };
    };
    readonly list_platform_webhook_deliveries: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
                readonly state?: "queued" | "sending" | "delivered" | "failed" | "cancelled";
                /** @description Only events of this type, as `invitation.accepted`, or of a family, as `invitation.*`. */
                readonly type?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["WebhookDelivery"][];
                };
            };
        };
    };
    readonly get_platform_webhook_delivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
                /** @description ID of the delivery. */
                readonly delivery_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryInDetail"];
                };
            };
        };
    };
    readonly redeliver_platform_webhook_delivery: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the webhook endpoint. */
                readonly endpoint_id: string;
                /** @description ID of the delivery. */
                readonly delivery_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["WebhookDeliveryInDetail"];
                };
            };
        };
    };
    readonly list_operators: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Operator"][];
                };
            };
        };
    };
    readonly add_operator: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewOperator"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Operator"];
                };
            };
        };
    };
    readonly remove_operator: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the user. */
                readonly user_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly list_mail_suppressions: {
        readonly parameters: {
            readonly query: {
                /** @description One address. */
                readonly email: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["MailSuppression"][];
                };
            };
        };
    };
    readonly lift_mail_suppressions: {
        readonly parameters: {
            readonly query: {
                /** @description One address. */
                readonly email: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly get_me: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    readonly erase_me: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["Erasure"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly change_me: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["MeChange"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Me"];
                };
            };
        };
    };
    readonly export_me: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Export"];
                };
            };
        };
    };
    readonly list_my_addresses: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Address"][];
                };
            };
        };
    };
    readonly add_my_address: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["NewAddress"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 201: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Address"];
                };
            };
        };
    };
    readonly remove_my_address: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the address. */
                readonly address_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly request_address_code: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A key of your making for what you want done once, such as a UUID. Within 24 hours the same request with the same key is not done again: it is answered as it was, with `Idempotent-Replayed: true`. The same key with another request is 422. What is refused was not done, and leaves the key unused. */
                readonly "idempotency-key"?: string;
            };
            readonly path: {
                /** @description ID of the address. */
                readonly address_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where this was done and answered before. */
                    readonly "Idempotent-Replayed"?: "true";
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CodeAsked"];
                };
            };
        };
    };
    readonly verify_my_address: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the address. */
                readonly address_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["TypedCode"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Address"];
                };
            };
        };
    };
    readonly list_my_organizations: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["MyOrganization"][];
                };
            };
        };
    };
    readonly list_my_ownership_offers: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["OwnershipOffer"][];
                };
            };
        };
    };
    readonly answer_ownership_offer: {
        readonly parameters: {
            readonly query: {
                /** @description Whether to become an owner or not. */
                readonly accept: boolean;
            };
            readonly header?: never;
            readonly path: {
                /** @description ID of the offer. */
                readonly offer_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": string | null;
                };
            };
        };
    };
    readonly list_my_blocks: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many, 1 to 100. Default 100. */
                readonly limit?: number;
                /** @description Where the page before ended: taken from its `Link` header, never made by hand. */
                readonly cursor?: string;
                /** @description Skip so many. Prefer `cursor`. */
                readonly offset?: number;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    /** @description Where the next page is, with `rel="next"` (RFC 8288); not there on the last one. */
                    readonly Link?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Block"][];
                };
            };
        };
    };
    readonly remove_my_block: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the organization. */
                readonly organization_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly list_sessions: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Session"][];
                };
            };
        };
    };
    readonly end_session: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly session_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly list_my_applications: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["Application"][];
                };
            };
        };
    };
    readonly remove_my_application: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the client. */
                readonly client_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": null;
                };
            };
        };
    };
    readonly find_users: {
        readonly parameters: {
            readonly query: {
                /** @description One address. */
                readonly email: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": readonly components["schemas"]["User"][];
                };
            };
        };
    };
    readonly get_user: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the user. */
                readonly user_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    readonly change_user: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description ID of the user. */
                readonly user_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["UserChange"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    readonly get_console_session: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ConsoleSession"];
                };
            };
        };
    };
    readonly sign_out_of_console: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SignedOut"];
                };
            };
        };
    };
    readonly import_platform_members: {
        readonly parameters: {
            readonly query?: {
                /** @description Whether members get the roles of their rows in place of theirs. Default false. */
                readonly update_roles?: boolean;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/x-ndjson": components["schemas"]["ImportedMember"];
            };
        };
        readonly responses: {
            /** @description Successful Response */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/x-ndjson": components["schemas"]["ImportTold"];
                };
            };
        };
    };
}
