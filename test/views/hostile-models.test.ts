import {hostileModelScenes} from '../helpers/hostile-model-scenes.ts';
import {itDrawsFromOutside} from '../helpers/hostile-views.ts';

itDrawsFromOutside('models', hostileModelScenes());
