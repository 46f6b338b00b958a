import {hostileJobScenes} from '../helpers/hostile-job-scenes.ts';
import {itDrawsFromOutside} from '../helpers/hostile-views.ts';

itDrawsFromOutside('jobs', hostileJobScenes());
