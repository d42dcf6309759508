import { Button, Stack, Text } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { usher } from '../api.ts'
import { useMessages } from '../messages/messages.tsx'
import { ProblemNotice } from '../problems/ProblemNotice.tsx'
import classes from './people.module.css'

interface Props {
  organizationId: string
  roleId: string | undefined
  message: string
}

/** The mail of the invitation that is being written, for who wants to see it. */
export function MailPreview(props: Props) {
  const { t } = useMessages()
  const [shown, { toggle }] = useDisclosure(false)
  const id = useId()
  return (
    <div>
      <Button variant="subtle" size="compact-sm" aria-expanded={shown} aria-controls={id} onClick={toggle}>
        {shown ? t('invite.preview_hide') : t('invite.preview')}
      </Button>
      <div id={id}>{shown && <Preview {...props} />}</div>
    </div>
  )
}

const pauseMs = 400

function Preview({ organizationId, roleId, message }: Props) {
  const { t } = useMessages()
  const [written] = useDebouncedValue(message, pauseMs)
  const { data, error } = useQuery({
    queryKey: ['organizations', organizationId, 'mail-preview', roleId, written],
    queryFn: ({ signal }) =>
      usher.organizations.previewMail(
        organizationId,
        { template: 'invitation', invitation: { role_ids: roleId === undefined ? [] : [roleId], message: written } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })
  if (error) return <ProblemNotice error={error} />
  if (data === undefined) return null
  return (
    <Stack gap="xs" mt="xs">
      <Text size="sm" fw={600} dir="auto">
        {data.subject}
      </Text>
      <Text size="xs" c="dimmed">
        <bdi>{data.from}</bdi>
      </Text>
      <MailFrame html={data.html} title={t('invite.preview_frame')} />
      <Text size="xs" c="dimmed">
        {t('invite.preview_sample')}
      </Text>
    </Stack>
  )
}

/** The frame is a page of the service that is of no origin and shows what it is sent; it says when it can be. */
function MailFrame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    const listen = ({ source }: MessageEvent) => {
      if (source !== null && source === frame.current?.contentWindow) setReady(true)
    }
    addEventListener('message', listen)
    return () => removeEventListener('message', listen)
  }, [])
  useEffect(() => {
    // Of no origin, it can be named by none.
    if (ready) frame.current?.contentWindow?.postMessage(html, '*')
  }, [ready, html])
  return <iframe ref={frame} className={classes.mail} src="/console/mail-frame" sandbox="allow-scripts" title={title} />
}
