import { describe, expect, test } from 'vitest'
import { html } from '../src/html.ts'
import { type Code, problems, refuse } from '../src/http/problems.ts'
import { allScopes } from '../src/http/scopes.ts'
import { identityScopes } from '../src/issuer/scopes.ts'
import { languageFor, languages } from '../src/messages/messages.ts'
import { complaintOf } from '../src/sign_in/complaint.ts'

const [en, de] = languages as [(typeof languages)[0], (typeof languages)[0]]
const codes = Object.keys(problems) as Code[]

describe.each(languages)('the catalogue in $tag', (language) => {
  const { say } = language

  test('has every message that English has, and no empty one', () => {
    const names = (texts: object) => Object.entries(texts).map(([page, of]) => [page, Object.keys(of as object)])
    expect(names(say)).toEqual(names(en.say))
    for (const texts of Object.values(say))
      for (const said of Object.values(texts)) expect(typeof said === 'function' || said.toString() !== '').toBe(true)
  })

  test('explains every scope that an application may ask for', () => {
    expect(Object.keys(say.scopes).toSorted()).toEqual([...allScopes, ...identityScopes].toSorted())
  })

  test('has words of its own for each refusal of a step (case 146)', () => {
    const waiting = { headers: { 'retry-after': '42' } }
    const all_day = { headers: { 'retry-after': '3600' } }
    const refusals = [
      refuse('validation_failed'),
      refuse('rate_limited', waiting),
      refuse('rate_limited', all_day),
      refuse('wrong_code', { tries_left: 3 }),
      refuse('code_ended'),
      refuse('code_ended', { tries_left: 0 }),
      refuse('mail_off'),
      refuse('user_disabled'),
    ]
    const sentences = refusals.map((refusal) => complaintOf(refusal, language).sentence.toString())
    expect(new Set(sentences).size).toBe(refusals.length)
    for (const code of codes) expect(complaintOf(refuse(code, waiting), language).sentence.toString()).not.toBe('')
  })
})

test('what was typed wrong is told apart from what is wrong otherwise', () => {
  const about = codes.filter((code) => complaintOf(refuse(code), en).aboutField)
  expect(about).toEqual(['code_ended', 'validation_failed', 'wrong_code'])
})

test('numbers are spoken of as each language does', () => {
  const said = ({ say }: typeof en, left: number) => say.refusals.wrongCode({ left }).toString()
  expect([said(en, 1), said(en, 4), said(en, 1000)].map((text) => text.split('. ')[1])).toEqual([
    'One try is left.',
    '4 tries are left.',
    '1,000 tries are left.',
  ])
  expect([said(de, 1), said(de, 4), said(de, 1000)].map((text) => text.split('. ')[1])).toEqual([
    'Sie haben noch einen Versuch.',
    'Sie haben noch 4 Versuche.',
    'Sie haben noch 1.000 Versuche.',
  ])
})

test('what a message is told is text, unless it is HTML', () => {
  const { with: continueWith } = en.say.signIn
  expect(continueWith({ issuer: '<b>"Acme" & {co}</b>' }).toString()).toBe(
    'Continue with &lt;b&gt;&quot;Acme&quot; &amp; {co}&lt;/b&gt;',
  )
  expect(continueWith({ issuer: html`<b>Acme</b>` }).toString()).toBe('Continue with <b>Acme</b>')
})

describe('the language of a request', () => {
  test.each<[string, string | undefined, unknown, string]>([
    ['is English where nobody says anything', undefined, undefined, 'en'],
    ['is what the browser asks for', 'de', undefined, 'de'],
    ['is the one without the region', 'de-AT,de;q=0.9,en;q=0.8', undefined, 'de'],
    ['is written in any case', 'DE-at', undefined, 'de'],
    ['is the one that is liked best', 'en;q=0.5, de;q=0.8', undefined, 'de'],
    ['is the next best where the best is not there', 'tlh, de;q=0.1', undefined, 'de'],
    ['is English where none of them is there', 'tlh', undefined, 'en'],
    ['is English where any will do', '*', undefined, 'en'],
    ['is not the one that is not wanted', 'de;q=0', undefined, 'en'],
    ['is what the application asks for, before all', 'en', 'de', 'de'],
    ['is the first that the application asks for and that is there', 'en', 'tlh de-CH en', 'de'],
    ['is that of the browser where the application asks for none that is there', 'de', 'tlh', 'de'],
    ['is that of the browser where the application asks for nonsense', 'de', ' _;q=x <b> \0 ', 'de'],
    ['is that of the browser where the application says it twice', 'de', ['en', 'en'], 'de'],
    ['is English where the browser asks for nonsense', ';;;,=,', undefined, 'en'],
  ])('%s', (_, acceptLanguage, uiLocales, tag) => {
    expect(languageFor(acceptLanguage, uiLocales).tag).toBe(tag)
  })
})
