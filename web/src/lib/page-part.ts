/** A part of the app that could not be fetched from the server. */
export class MissingPart extends Error {
  constructor(cause: unknown) {
    super('A part of Outlay could not be fetched.', { cause })
    this.name = 'MissingPart'
  }
}

/**
 * A part of the app that comes in a file of its own.
 * @throws MissingPart, for which the router does not reload the page: with the server away that would end on a page of the
 * browser.
 */
export async function pagePart<T>(part: Promise<T>): Promise<T> {
  return await part.catch((cause: unknown) => {
    throw new MissingPart(cause)
  })
}
