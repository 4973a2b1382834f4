/** Clouds of which account structure, prices and advice are known. */
export const PROVIDERS = ['aws', 'azure', 'gcp'] as const
