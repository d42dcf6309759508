/**
 * The arguments of an ICU message, read from its text by the compiler: `{name}` is a string, `{count, plural, ...}` a
 * number, `{kind, select, ...}` a string; nested ones included. Tags and quoted braces are not supported.
 */
export type ArgumentsOf<Message extends string> = string extends Message
  ? Record<string, string | number>
  : Show<Text<Message>[0]>

/** Reads text up to the brace that closes it, or to its end: [the arguments in it, what comes after]. */
type Text<S extends string, Found = never> = S extends `${infer Before}{${infer Rest}`
  ? Before extends `${string}}${string}`
    ? S extends `${string}}${infer After}`
      ? [Found, After]
      : never
    : Argument<Rest, Found>
  : S extends `${string}}${infer After}`
    ? [Found, After]
    : [Found, '']

/** Reads what follows an opening brace. */
type Argument<S extends string, Found> = S extends `${infer Head}}${infer After}`
  ? Head extends `${infer Name}, plural,${string}`
    ? S extends `${string}, plural,${infer Branches}`
      ? Branch<Branches, Found | [Name, number]>
      : never
    : Head extends `${infer Name}, select,${string}`
      ? S extends `${string}, select,${infer Branches}`
        ? Branch<Branches, Found | [Name, string]>
        : never
      : Head extends `${infer Name}, number${string}`
        ? Text<After, Found | [Name, number]>
        : Text<After, Found | [Head, string]>
  : never

/** Reads branches such as ` one {# day} other {# days}` and the brace that closes the argument. */
type Branch<S extends string, Found> = S extends `${infer Selector}{${infer Rest}`
  ? Selector extends `${string}}${string}`
    ? S extends `${string}}${infer After}`
      ? Text<After, Found>
      : never
    : Text<Rest> extends [infer Inner, infer After extends string]
      ? Branch<After, Found | Inner>
      : never
  : S extends `${string}}${infer After}`
    ? Text<After, Found>
    : [Found, '']

type Show<Pairs> = { [P in Pairs as P extends [infer Name extends string, unknown] ? Name : never]: Value<P> }
type Value<P> = P extends [string, infer V] ? V : never
