// In a process of its own, because the package unpacks into the temporary folder of whoever loads it, and asks the
// environment whether the libraries that the browser needs are wanted as well.
import chromium from '@sparticuz/chromium'

await chromium.executablePath()
