import { whatIsWrongWithProxy } from '../http/client-address.ts'
import { Secret } from '../secret.ts'
import { exampleSecret, isLoopback, isPort, isWeak, listOf } from '../setting.ts'
import type { TraceSettings } from './traces.ts'

export interface MetricsAccess {
  readonly port: number | undefined
  readonly host: string
  readonly token: Secret | undefined
}

type Name =
  | 'USHER_METRICS_PORT'
  | 'USHER_METRICS_HOST'
  | 'USHER_METRICS_TOKEN'
  | 'USHER_TRUSTED_PROXIES'
  | 'OTEL_EXPORTER_OTLP_ENDPOINT'
  | 'OTEL_SERVICE_NAME'
  | 'OTEL_TRACES_SAMPLER_ARG'

interface Settings {
  readonly read: (name: Name) => string | undefined
  readonly problem: (sentence: string) => void
}

/** Where the metrics are served, from its three settings. */
export function metricsFrom(
  { read, problem }: Settings,
  { port, development }: { port: number; development: boolean },
): MetricsAccess | undefined {
  const ownPort = read('USHER_METRICS_PORT')
  const ownHost = read('USHER_METRICS_HOST')
  const token = read('USHER_METRICS_TOKEN')
  if (ownPort !== undefined && (!isPort(ownPort) || Number(ownPort) === port)) {
    problem('USHER_METRICS_PORT must be a whole number from 1 to 65535, and another one than PORT.')
  }
  if (ownHost !== undefined && ownPort === undefined) {
    problem('USHER_METRICS_HOST means nothing without USHER_METRICS_PORT. Set that as well, or remove it.')
  }
  if (ownHost !== undefined && development && !isLoopback(ownHost)) {
    problem(`USHER_METRICS_HOST is ${ownHost}: development listens on loopback only. Use 127.0.0.1.`)
  }
  if (token !== undefined && isWeak(token)) {
    problem(`USHER_METRICS_TOKEN must have 32 or more random characters, as ${exampleSecret()} (made just now).`)
  }
  if (ownPort === undefined && token === undefined) return undefined
  return {
    port: ownPort === undefined ? undefined : Number(ownPort),
    host: ownHost ?? '127.0.0.1',
    token: token === undefined ? undefined : new Secret(token),
  }
}

/** Where traces are sent, by the names that OpenTelemetry gives its settings. */
export function tracesFrom({ read, problem }: Settings): TraceSettings | undefined {
  const endpoint = read('OTEL_EXPORTER_OTLP_ENDPOINT')
  if (endpoint === undefined) return undefined
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    problem('OTEL_EXPORTER_OTLP_ENDPOINT must be an address, as http://collector:4318. Remove it to send no traces.')
  }
  const share = Number(read('OTEL_TRACES_SAMPLER_ARG') ?? '1')
  if (!(share >= 0 && share <= 1)) problem('OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, as 0.1.')
  return { endpoint, share, serviceName: read('OTEL_SERVICE_NAME') ?? 'usher' }
}

/** The proxies whose X-Forwarded-For is believed. */
export function trustedProxiesFrom({ read, problem }: Settings): string[] {
  const proxies = listOf(read('USHER_TRUSTED_PROXIES'))
  for (const proxy of proxies) {
    const wrong = whatIsWrongWithProxy(proxy)
    if (wrong !== undefined) problem(`USHER_TRUSTED_PROXIES lists ${proxy}, ${wrong}`)
  }
  return proxies
}
