import { matrix } from './matrix.ts';

matrix('fr');
