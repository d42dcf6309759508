#!/usr/bin/env bash
# A customer of yours becomes an organization, with nothing but curl and jq.
#
# USHER_URL, and CLIENT_ID and CLIENT_SECRET of a platform client: what `usher-server client add` made, or data/demo.json has.
# Who owns it: OWNER_ID, a user here; or OWNER_ISSUER and OWNER_SUBJECT, who they are to an issuer that Usher trusts.
# CUSTOMER is your own name for the customer, PEOPLE how many are invited; both have defaults.
set -euo pipefail

: "${USHER_URL:?where Usher is, as http://127.0.0.1:4000}"
: "${CLIENT_ID:?the id of a platform client}" "${CLIENT_SECRET:?its secret}"
: "${OWNER_ID:=}" "${OWNER_ISSUER:=}" "${OWNER_SUBJECT:=}"
CUSTOMER=${CUSTOMER:-customer-$(date +%s)}
PEOPLE=${PEOPLE:-1000}

say() { printf '%s\n' "$*" >&2; }

# token CLIENT_ID CLIENT_SECRET: an access token of a machine (RFC 6749, section 4.4).
token() {
  curl --silent --show-error --fail-with-body --user "$1:$2" --data grant_type=client_credentials "$USHER_URL/oauth/token" |
    jq --raw-output .access_token
}

# call METHOD PATH [curl's arguments]: the body of a success. A refusal is shown as it came, which says what to do next.
call() {
  local method=$1 path=$2
  shift 2
  local answer
  if ! answer=$(curl --silent --show-error --fail-with-body --request "$method" --oauth2-bearer "$TOKEN" "$@" "$USHER_URL$path"); then
    say "$method $path was refused: $answer"
    return 1
  fi
  printf '%s' "$answer"
}

# send METHOD PATH JSON [curl's arguments]
send() {
  local method=$1 path=$2 body=$3
  shift 3
  call "$method" "$path" --header 'Content-Type: application/json' --data-binary @- "$@" <<<"$body"
}

# What is tried again after a broken connection must not be done twice: each request that creates or sends has a key of its own.
once() { printf 'Idempotency-Key: %s-%s' "$CUSTOMER" "$1"; }

TOKEN=$(token "$CLIENT_ID" "$CLIENT_SECRET")

say "1. The organization, by your own name for it, with its first owner"
owner=$(jq --null-input --arg id "$OWNER_ID" --arg issuer "$OWNER_ISSUER" --arg subject "$OWNER_SUBJECT" \
  'if $id != "" then {owner_user_id: $id} else {owner: {$issuer, $subject}} end')
organization=$(send PUT "/platform/organizations/$CUSTOMER" "$(jq '. + {
  name: "Analytical Engines",
  seat_limit: 2000,
  policies: {seat_policy: "members_and_pending", blocked_domains: ["mailinator.example"], default_expiry_seconds: 1209600}
}' <<<"$owner")")
id=$(jq --raw-output .id <<<"$organization")
of="/organizations/$id"
say "   $id"

say "2. A role of its own, and two teams"
recruiter=$(send POST "$of/roles" '{"name": "Recruiter", "description": "Invites people",
  "permissions": ["organization:read", "members:read", "invitations:read", "invitations:create"]}' --header "$(once role)" | jq --raw-output .id)
compilers=$(send POST "$of/teams" '{"name": "Compilers"}' --header "$(once compilers)" | jq --raw-output .id)
staff=$(send POST "$of/teams" '{"name": "Staff"}' --header "$(once staff)" | jq --raw-output .id)
call POST "/roles/$recruiter/assignments?team_id=$staff" --header "$(once assignment)" >/dev/null
member=$(call GET "$of/roles?name=member" | jq --raw-output '.[0].id')

say "3. Two machines, each a user of its own: they play two of the invited"
machine() { send POST "$home/service-accounts" "{\"name\": \"$1\"}" --header "$(once "machine-$1")"; }
home="/organizations/$(send PUT "/platform/organizations/$CUSTOMER-machines" "$(jq '. + {name: "Machines"}' <<<"$owner")" |
  jq --raw-output .id)"
grace=$(machine Grace)
linus=$(machine Linus)

say "4. $PEOPLE people in one request: first tried, then done"
batch=$(jq --null-input --arg recruiter "$recruiter" --arg compilers "$compilers" --arg staff "$staff" --arg customer "$CUSTOMER" \
  --argjson people "$PEOPLE" --argjson grace "$grace" --argjson linus "$linus" '{
  mode: "atomic",
  invitations: (
    [{email: $grace.email, team_ids: [$compilers], message: "Welcome aboard"}, {email: $linus.email, team_ids: [$staff]}]
    + [range($people - 2) | {email: "person-\(.)@\($customer).example", role_ids: [], metadata: {row: .}}]
  )
}')
send POST "$of/invitations/batch" "$(jq '. + {dry_run: true}' <<<"$batch")" | jq --raw-output 'group_by(.result)[] | "   \(length) would be \(.[0].result)"' >&2
results=$(send POST "$of/invitations/batch" "$batch" --header "$(once batch)")
jq --raw-output 'group_by(.result)[] | "   \(length) \(.[0].result)"' <<<"$results" >&2
test "$(jq '[.[] | select(.result == "created")] | length' <<<"$results")" = "$PEOPLE"
# Sent again, as after a broken connection: the same answer, and nobody is invited twice.
test "$(send POST "$of/invitations/batch" "$batch" --header "$(once batch)" | jq --compact-output .)" = "$(jq --compact-output . <<<"$results")"
nth() { jq --raw-output ".[$1].invitation_id" <<<"$results"; }

say "5. One is edited, unless somebody else did so meanwhile"
edited="$of/invitations/$(nth 2)"
tag=$(call GET "$edited" --dump-header - --output /dev/null | tr --delete '\r' | sed --quiet 's/^etag: //Ip')
send PATCH "$edited" "{\"role_ids\": [\"$recruiter\"], \"message\": \"You will find people for us\"}" --header "If-Match: $tag" |
  jq --raw-output '"   gives \(.role_ids | length) role, ends \(.expiration_date)"' >&2
if call PATCH "$edited" --header 'Content-Type: application/json' --header "If-Match: $tag" --data '{"message": "too late"}' 2>/dev/null; then
  say "   the second editor was not told that it had changed" && exit 1
fi

say "6. One is sent anew with a new link, one is withdrawn"
resent="$of/invitations/$(nth 3)"
sleep "${RESEND_COOLDOWN_SECONDS:-60}"
call POST "$resent/resend?rotate=true" --header "$(once resend)" | jq --raw-output '"   \(.status), ends \(.expiration_date)"' >&2
revoked="$of/invitations/$(nth 4)"
call DELETE "$revoked" >/dev/null
call DELETE "$revoked" >/dev/null # Twice is as good as once.

say "7. The invited answer, each with a token of their own"
answer() {
  local machine=$1 accept=$2
  TOKEN=$(token "$(jq --raw-output .client_id <<<"$machine")" "$(jq --raw-output .client_secret <<<"$machine")")
  local mine
  mine=$(call GET /invitations | jq --raw-output '.[] | select(.organization_name == "Analytical Engines") | .id')
  call POST "/invitations/$mine?accept=$accept"
}
joined=$( (answer "$grace" true) | jq --raw-output .)
test "$joined" = "$id"
(answer "$linus" false) >/dev/null

say "8. What became of them"
count() { call GET "$of/invitations?status=$1&limit=1&include_total=true" --dump-header - --output /dev/null | tr --delete '\r' | sed --quiet 's/^x-total-count: //Ip'; }
for status in pending accepted declined revoked; do say "   $(count $status) $status"; done
test "$(count pending) $(count accepted) $(count declined) $(count revoked)" = "$((PEOPLE - 3)) 1 1 1"
call GET "$resent/events" | jq --raw-output '.[] | "   \(.type)"' >&2
call GET "$of/teams" | jq --raw-output '.[] | "   \(.name): \(.member_count)"' >&2

say "9. Your application asks on its own requests what Grace may do there"
grace_id=$(jq --raw-output .id <<<"$grace")
call GET "$of/members/$grace_id" | jq --raw-output '"   \(.name): \([.roles[].name] | join(", "))"' >&2
call GET "/memberships?issuer=$USHER_URL&subject=$grace_id&organization_id=$id" | jq --exit-status 'length == 1' >/dev/null

say "10. The end of it, for the record"
call GET "$of/events?format=csv" | sed --quiet '1,3p' >&2
printf '%s\n' "$id"
