/** The twin of `domain_allowed` in the database: whether these rules let a canonical address be invited. */
export function domainAllowed(
  canonical: string,
  { allowed_domains, blocked_domains }: { allowed_domains: readonly string[]; blocked_domains: readonly string[] },
): boolean {
  const domain = canonical.slice(canonical.lastIndexOf('@') + 1)
  return !blocked_domains.includes(domain) && (allowed_domains.length === 0 || allowed_domains.includes(domain))
}
