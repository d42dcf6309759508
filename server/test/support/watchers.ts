import type { Database } from '../../src/database/database.ts'

/**
 * What can be seen only in the moment in which it happens, held by triggers that are there in tests alone:
 * I1 nothing raises the member count at or above the seat limit, and where pending invitations take seats none is made pending
 * beyond it, I3 accepted means a member in that same moment,
 * I4 nothing leaves accepted, declined or revoked. Whatever breaks one of them fails, and says which.
 */
export async function watch(db: Database): Promise<void> {
  await db.session((client) =>
    client.query(`
      create function watch_seats() returns trigger language plpgsql as $$ begin
        raise exception 'I1: member % of % seats', new.member_count, old.seat_limit;
      end $$;
      create trigger watch_seats before update on organizations for each row
      when (new.member_count > old.member_count and old.member_count >= old.seat_limit) execute function watch_seats();

      create function watch_places() returns trigger language plpgsql as $$ begin
        if exists (
          select from organizations where id = new.organization_id and seat_policy = 'members_and_pending'
            and seats_taken(id) > seat_limit
        ) then
          raise exception 'I1: % is pending without a seat', new.id;
        end if;
        return null;
      end $$;
      create trigger watch_places after insert on invitations for each row execute function watch_places();
      create trigger watch_places_again after update of status on invitations for each row
      when (old.status = 'expired' and new.status = 'pending') execute function watch_places();

      create function watch_acceptance() returns trigger language plpgsql as $$ begin
        if not exists (select from members where organization_id = new.organization_id and user_id = new.answered_by) then
          raise exception 'I3: % was accepted by nobody who is a member', new.id;
        end if;
        return null;
      end $$;
      create constraint trigger watch_acceptance after update of status on invitations deferrable initially deferred
      for each row when (new.status = 'accepted' and old.status <> 'accepted') execute function watch_acceptance();

      create function watch_ends() returns trigger language plpgsql as $$ begin
        raise exception 'I4: % went from % to %', new.id, old.status, new.status;
      end $$;
      create trigger watch_ends before update of status on invitations for each row
      when (old.status in ('accepted', 'declined', 'revoked') and new.status is distinct from old.status) execute function watch_ends();`),
  )
}
