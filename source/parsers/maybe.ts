import type * as z from 'zod';

/** JSON has no undefined: what is unknown is absent there, and undefined here. */
export function maybe<Output>(schema: z.ZodType<Output>) {
	return schema.optional().transform((value): Output | undefined => value);
}
