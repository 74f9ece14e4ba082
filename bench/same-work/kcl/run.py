"""What KCL's command line does with `-D agents=FILE`, by the library it is made of: `run.py agents.k agents.yaml` prints
YAML. agents.k reads the file, which KCL allows only beside agents.k: so that is said to stand there."""

import json
import os
import sys

from kcl_lib import api

with open(sys.argv[1], encoding="utf-8") as f:
    code = f.read()
beside = os.path.join(os.path.dirname(os.path.abspath(sys.argv[2])), "agents.k")
agents = api.Argument(name="agents", value=json.dumps(sys.argv[2]))
result = api.API().exec_program(api.ExecProgramArgs(k_filename_list=[beside], k_code_list=[code], args=[agents]))
if result.err_message:
    sys.exit(result.err_message)
sys.stdout.write(result.yaml_result)
