"""What KCL's command line does with `-D agents=FILE`, by the library it is made of: `run.py agents.k agents.yaml` prints
YAML. The file is read by agents.k."""

import json
import sys

from kcl_lib import api

agents = api.Argument(name="agents", value=json.dumps(sys.argv[2]))
result = api.API().exec_program(api.ExecProgramArgs(k_filename_list=[sys.argv[1]], args=[agents]))
if result.err_message:
    sys.exit(result.err_message)
sys.stdout.write(result.yaml_result)
