import { matrix } from './matrix.ts';

matrix('lo');
