/** What a model of the test server is like; what is not said is as of `tiny`. */
export type ModelPlan = {
	/** `qwen3:4b` */
	readonly name: string;
	/** The weights. @default a file of a few hundred bytes that only a scripted engine can load */
	readonly ggufPath?: string;
	/** What its manifest says of its size. Such a model lists as big and costs nothing, but cannot be pulled. */
	readonly sizeBytes?: number;
	/** @default 'llama' */
	readonly family?: string;
	/** @default '5.1M' */
	readonly parameterSize?: string;
	/** @default 'F32' */
	readonly quantization?: string;
	/** What it was trained with. @default 2048 */
	readonly contextTokens?: number;
	/** Beside `completion`: `vision`, `tools`, `thinking`. `embedding` is instead of it. @default none */
	readonly capabilities?: readonly string[];
	readonly system?: string;
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly license?: string;
};
