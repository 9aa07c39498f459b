/*
 * Copyright 2026 The AIPipeline developers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "farm-server.h"

/*
 * The classes of workflows/flux-dev, flux-dev-i2i, wan22-5b-i2v and upscale-video-2x, with the inputs
 * that name a file.
 */
#define CATALOGUE(unet)                                                                            \
  "{\"UNETLoader\":{\"input\":{\"required\":{\"unet_name\":[[" unet               \
  ",\"wan2.2_ti2v_5B_fp16.safetensors\"],{}]}},\"output\":[\"MODEL\"]}," \
  "\"DualCLIPLoader\":{\"input\":{\"required\":{}},\"output\":[\"CLIP\"]},"                         \
  "\"VAELoader\":{\"input\":{\"required\":{}},\"output\":[\"VAE\"]},"                               \
  "\"CLIPTextEncode\":{\"input\":{\"required\":{}},\"output\":[\"CONDITIONING\"]},"                 \
  "\"FluxGuidance\":{\"input\":{\"required\":{}},\"output\":[\"CONDITIONING\"]},"                   \
  "\"EmptySD3LatentImage\":{\"input\":{\"required\":{}},\"output\":[\"LATENT\"]},"                  \
  "\"ConditioningZeroOut\":{\"input\":{\"required\":{}},\"output\":[\"CONDITIONING\"]},"           \
  "\"LoadImage\":{\"input\":{\"required\":{}},\"output\":[\"IMAGE\",\"MASK\"]},"                   \
  "\"ImageScale\":{\"input\":{\"required\":{}},\"output\":[\"IMAGE\"]},"                            \
  "\"VAEEncode\":{\"input\":{\"required\":{}},\"output\":[\"LATENT\"]},"                            \
  "\"CLIPLoader\":{\"input\":{\"required\":{}},\"output\":[\"CLIP\"]},"                             \
  "\"LoraLoader\":{\"input\":{\"required\":{}},\"output\":[\"MODEL\",\"CLIP\"]},"                  \
  "\"ModelSamplingSD3\":{\"input\":{\"required\":{}},\"output\":[\"MODEL\"]},"                      \
  "\"Wan22ImageToVideoLatent\":{\"input\":{\"required\":{}},\"output\":[\"LATENT\"]},"              \
  "\"CreateVideo\":{\"input\":{\"required\":{}},\"output\":[\"VIDEO\"]},"                           \
  "\"SaveVideo\":{\"input\":{\"required\":{}},\"output\":[],\"output_node\":true},"                \
  "\"LoadVideo\":{\"input\":{\"required\":{}},\"output\":[\"VIDEO\"]},"                             \
  "\"GetVideoComponents\":{\"input\":{\"required\":{}},\"output\":[\"IMAGE\",\"AUDIO\",\"FLOAT\"]},"     \
  "\"UpscaleModelLoader\":{\"input\":{\"required\":{}},\"output\":[\"UPSCALE_MODEL\"]},"           \
  "\"ImageUpscaleWithModel\":{\"input\":{\"required\":{}},\"output\":[\"IMAGE\"]},"                \
  "\"ImageScaleBy\":{\"input\":{\"required\":{}},\"output\":[\"IMAGE\"]},"                         \
  "\"KSampler\":{\"input\":{\"required\":{}},\"output\":[\"LATENT\"]},"                             \
  "\"VAEDecode\":{\"input\":{\"required\":{}},\"output\":[\"IMAGE\"]},"                             \
  "\"SaveImage\":{\"input\":{\"required\":{}},\"output\":[],\"output_node\":true}}"

TestComfyServer *
farm_server_new (guint64 gib)
{
  TestComfyServer *server = test_comfy_server_new ();

  test_comfy_server_set_gpu (server, "NVIDIA GeForce RTX 4090", gib << 30);
  farm_server_set_models (server, TRUE);
  test_comfy_server_start (server);

  return server;
}

void
farm_server_set_models (TestComfyServer *server,
                        gboolean         has_models)
{
  const char *catalogue = has_models ? CATALOGUE ("\"flux1-dev.safetensors\"")
                                     : CATALOGUE ("\"something-else.safetensors\"");

  test_comfy_server_set_answer (server, "/object_info", 200, "application/json", catalogue, -1);
}

guint
farm_server_get_n_runs (TestComfyServer *server)
{
  guint n_runs = 0;

  for (guint i = 0; i < test_comfy_server_get_n_posts (server); i++)
    n_runs += test_comfy_server_get_n_runs (server, test_comfy_server_get_post_id (server, i));

  return n_runs;
}
