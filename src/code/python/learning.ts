import type { Family } from '../value/family.ts';
import { methods } from '../value/rule.ts';

const below = (library: string, modules: string): string =>
  modules
    .split(' ')
    .map((name) => `${library}.${name}.*`)
    .join(' ');

/** Models and statistics that are made of data in memory. What fetches or loads data (`fetch_openml`, `joblib.load`) stays unknown. */
export const pythonLearning: Family = {
  rules: [
    {
      names: below(
        'sklearn',
        'linear_model tree ensemble svm neighbors naive_bayes cluster decomposition preprocessing impute compose pipeline model_selection metrics feature_selection manifold discriminant_analysis gaussian_process dummy neural_network mixture calibration inspection base',
      ),
    },
    {
      names:
        'sklearn.datasets.load_iris sklearn.datasets.load_digits sklearn.datasets.load_wine sklearn.datasets.load_diabetes sklearn.datasets.load_breast_cancer sklearn.datasets.make_classification sklearn.datasets.make_regression sklearn.datasets.make_blobs',
    },
    {
      names: below(
        'scipy',
        'stats optimize special linalg signal spatial interpolate integrate ndimage constants fft sparse',
      ),
    },
    {
      names: methods(
        'fit predict predict_proba predict_log_proba decision_function fit_predict fit_transform inverse_transform score get_params set_params get_feature_names_out apply_transform kneighbors rvs pdf cdf ppf sf logpdf pvalue confidence_interval',
      ),
    },
  ],
  examples: {
    held: {
      "from sklearn.datasets import fetch_openml; fetch_openml('a')": 'exec.opaque',
      "import scipy.io; scipy.io.savemat('a.mat', {})": 'exec.opaque',
      "import scipy.stats; scipy.stats._distn_infrastructure.os.remove('a')": 'exec.opaque',
      "from sklearn.preprocessing import FunctionTransformer; import os; FunctionTransformer(os.remove).fit('a')":
        'file.delete',
      'from sklearn.utils import Bunch; Bunch()': 'exec.opaque',
    },
    passed: [
      'from sklearn.linear_model import LinearRegression\nm = LinearRegression().fit([[1], [2]], [1, 2])\nprint(m.coef_, m.score([[1], [2]], [1, 2]), m.predict([[3]]))',
      'from scipy import stats; print(stats.ttest_ind([1, 2, 3], [2, 3, 4]), stats.norm(0, 1).cdf(1.96))',
    ],
  },
};
