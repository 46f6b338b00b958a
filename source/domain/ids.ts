declare const brand: unique symbol;
type Brand<Text extends string> = string & {readonly [brand]: Text};

/** A node's name in the configuration: unique, and a valid host label (see grammar.ts). */
export type NodeName = Brand<'NodeName'>;
/** A host name or address that may stand in an argument list. */
export type HostName = Brand<'HostName'>;
export type UserName = Brand<'UserName'>;
/** `4711`, `4711_3`, `4711_[1-9%2]`, `4711+1`. */
export type JobId = Brand<'JobId'>;
/** `llama3.2:3b`, `hf.co/owner/model:Q4_K_M`. */
export type ModelName = Brand<'ModelName'>;
/** A Slurm partition, account or QOS. */
export type SlurmName = Brand<'SlurmName'>;
/** `16G`, `512M`: what `--mem` takes. */
export type SlurmMemory = Brand<'SlurmMemory'>;
/** An absolute path on a node, without `..` and control characters. */
export type RemotePath = Brand<'RemotePath'>;
