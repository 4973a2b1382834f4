/** Who sells models by the token, how the bills name them, and where that is told. */
export interface TokenVendor {
  readonly vendor: string
  /** Regular expression over service, publisher and usage type, in lower case. */
  readonly pattern: string
  readonly source: string
}

const BEDROCK =
  'AWS: Amazon Bedrock pricing; models of third parties bill through AWS Marketplace as "… (Amazon Bedrock Edition)"'
const VERTEX = 'Google Cloud: Vertex AI pricing, partner models; Cloud Billing SKUs'
const AZURE = 'Microsoft: Azure OpenAI Service pricing; meters of Foundry Models'

/** The first that matches names the vendor. */
export const TOKEN_VENDORS: readonly TokenVendor[] = [
  { vendor: 'Anthropic', pattern: 'anthropic|\\bclaude', source: `${BEDROCK}; ${VERTEX}` },
  {
    vendor: 'OpenAI',
    pattern: 'openai|\\bgpt[- ]?[0-9]|\\bo[134]-|\\bo[134] |text-embedding-(ada|3)',
    source: AZURE,
  },
  { vendor: 'Google', pattern: 'gemini|gemma|palm|imagen|veo|text-?bison', source: VERTEX },
  { vendor: 'Amazon', pattern: '\\bnova|novalite|novapro|novamicro|titan', source: BEDROCK },
  { vendor: 'Meta', pattern: '\\bllama', source: `${BEDROCK}; ${VERTEX}` },
  { vendor: 'Mistral AI', pattern: 'mistral|mixtral|codestral', source: `${BEDROCK}; ${VERTEX}; ${AZURE}` },
  { vendor: 'Cohere', pattern: 'cohere|\\bcommand[- ]r', source: `${BEDROCK}; ${AZURE}` },
  { vendor: 'AI21 Labs', pattern: 'ai21|jurassic|jamba', source: `${BEDROCK}; ${VERTEX}` },
  { vendor: 'DeepSeek', pattern: 'deepseek', source: `${BEDROCK}; ${AZURE}` },
  { vendor: 'Stability AI', pattern: 'stability|stable ?diffusion', source: BEDROCK },
  { vendor: 'Writer', pattern: '\\bpalmyra', source: BEDROCK },
  { vendor: 'xAI', pattern: '\\bgrok', source: AZURE },
]

/** Services that sell nothing else. */
const LLM_SERVICES = 'bedrock|openai|foundry models|anthropic|\\bclaude\\b|\\bmistral\\b|\\bcohere\\b'

/** SQL: true where a line of `service` and `usage_type` buys a model by its use. */
export const IS_TOKENS = `(regexp_matches(lower(concat_ws(' ', service, publisher)), '${LLM_SERVICES}')
    or is_ml_service and kind is null and regexp_matches(lower(usage_type), '\\btokens?\\b|token-?count|characters|${TOKEN_VENDORS.map(({ pattern }) => pattern).join('|')}'))`

export function vendorOf(text: string): TokenVendor | undefined {
  const lower = text.toLowerCase()
  return TOKEN_VENDORS.find(({ pattern }) => new RegExp(pattern).test(lower))
}
