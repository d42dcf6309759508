/** What floats over the page belongs to its content, so that who goes from landmark to landmark finds it. */
export const inContent = { target: '#content' }
