import { matrix } from './matrix.ts';

matrix('pt');
