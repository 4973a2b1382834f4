import type { MlClass } from '@outlay/shared/ml'

const word = (...words: readonly string[]) => `(^|[^a-z])(${words.join('|')})([^a-z]|$)`

/** Words in names, ids and tags, in lower case. */
export const WORDS = {
  training: word(
    'train(?:er|ing)?',
    'retrain(?:ing)?',
    'pretrain(?:ing)?',
    'fine[-_]?tun(?:e|ing)',
    'sweep',
    'experiments?',
    'eval(?:uation)?',
    'rl',
  ),
  inference: word(
    'serv(?:e|er|ing)',
    'infer(?:ence)?',
    'endpoints?',
    'predict(?:ion|or)?',
    'rerank(?:er)?',
    'embedder',
    'triton',
    'vllm',
  ),
  notebook: word('notebooks?', 'jupyter(?:hub)?', 'workbench', 'colab'),
  data: word(
    '[a-z]*data[-_]?sets?',
    'training[-_]?data',
    'corpus',
    'corpora',
    'features?',
    'embeddings?',
    'annotations?',
    'labels?',
  ),
  ml: word(
    'ml',
    'mlops',
    'mlflow',
    'wandb',
    'kubeflow',
    'checkpoints?',
    'ckpts?',
    'weights',
    'model[-_]?(?:artifacts?|registry|store)',
  ),
} as const

/** Services that are ML whatever their category; the names as FOCUS exports spell them. */
export const ML_SERVICES =
  'sagemaker|bedrock|vertex ?ai|cloud tpu|machine learning|openai|cognitive services|azure ai |ai foundry|foundry models|ai platform'

export const CLASS_LABELS: Readonly<Record<MlClass, string>> = {
  training: 'Training',
  inference: 'Inference',
  notebooks: 'Notebooks',
  data: 'Data',
  storage: 'Storage',
  tokens: 'Tokens',
  other: 'Other ML',
}

/** What each class holds, as the page tells it; the first that fits in this order takes the line. */
export const CLASS_DEFINITIONS: Readonly<Record<MlClass, string>> = {
  tokens:
    'LLM APIs: Bedrock, Azure OpenAI, Gemini and other models on Vertex AI, and models of third parties that bill through a marketplace.',
  notebooks:
    'Notebooks and workbenches: SageMaker notebooks and Studio, Vertex AI Workbench, Azure ML compute instances.',
  training:
    'Training jobs, tuning and TPUs, Azure ML compute clusters, and GPU machines whose name, project or tags speak of training or evaluation.',
  inference:
    'Endpoints, batch and serverless prediction, and GPU machines whose name, project or tags speak of serving.',
  data: 'Preparing and moving data: processing, pipelines, labelling, feature stores, traffic of GPU machines, and buckets whose name or tags speak of datasets.',
  storage:
    'Volumes of ML services, disks of GPU machines, Lustre file systems, and buckets whose name or tags speak of models, checkpoints or ML.',
  other:
    'GPU machines whose purpose nothing tells, unused GPU reservations, and ML services that are none of the above.',
}
