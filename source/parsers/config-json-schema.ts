import * as z from 'zod';
import {configFileSchema} from './config-schema.ts';

/**
 * The JSON Schema (2020-12) of config.yaml, for editors and `clusterdeck config schema`. It is made when asked for:
 * that costs a start nothing, and what is printed cannot differ from what is enforced. schema/config.schema.json is
 * this text; `npm run schema` writes it.
 */
export function configJsonSchema(): object {
	return z.toJSONSchema(configFileSchema, {target: 'draft-2020-12', io: 'input'});
}
