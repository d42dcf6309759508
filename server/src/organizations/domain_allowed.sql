-- Whether an organization's rules let a canonical address be invited: its domain is not blocked, and is among the allowed
-- ones where there are any. Its twin is domainAllowed in domains.ts. A plain expression, so the planner inlines it.
create or replace function domain_allowed(canonical text, allowed text[], blocked text[]) returns boolean language sql immutable as $$
  select split_part(canonical, '@', 2) <> all (blocked)
    and (cardinality(allowed) = 0 or split_part(canonical, '@', 2) = any (allowed))
$$;
