import { matrix } from './matrix.ts';

matrix('es');
