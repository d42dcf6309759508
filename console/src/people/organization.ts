import { queryOptions, useQuery } from '@tanstack/react-query'
import { usher } from '../api.ts'

const organizationQuery = (organization_id: string) =>
  queryOptions({
    queryKey: ['organizations', organization_id],
    queryFn: ({ signal }) => usher.organizations.get(organization_id, { signal }),
  })

export function useOrganization(organization_id: string) {
  return useQuery(organizationQuery(organization_id))
}
