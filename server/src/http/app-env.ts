export interface AppEnv {
  Variables: { requestId: string }
  /** Of the Node adapter; absent when a test calls the app directly. */
  Bindings: { incoming?: unknown }
}
