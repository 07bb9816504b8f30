using Amazon.Runtime;
using Amazon.S3;
using Conformance.Model;
using HttpClientFactory = Amazon.Runtime.HttpClientFactory;

namespace Conformance.Sdk;

/// <summary>AWSSDK.S3 against the target of a case, its requests carried and recorded by the suite. Retries are off: they would hide what they mend.</summary>
internal static class Client
{
    /// <summary>A program of the SDK: what it throws is what it reports, by its error code.</summary>
    public static ClientProgram Program(string api, string capability, Func<AmazonS3Client, Names, Task> run, bool checksums = false) =>
        new("AWSSDK.S3", api, capability, async (session, _) =>
        {
            using var client = Create(session, checksums);
            try
            {
                await run(client, new Names(session));
                return null;
            }
            catch (AmazonServiceException e)
            {
                return string.IsNullOrEmpty(e.ErrorCode) ? e.Message : e.ErrorCode;
            }
            catch (AmazonClientException e)
            {
                return e.Message;
            }
            catch (UnexpectedAnswerException e)
            {
                return e.Message;
            }
        });

    /// <summary>A client of the SDK over the handler of a case.</summary>
    public static AmazonS3Client Create(ClientSession session, bool checksums)
    {
        var target = session.Target;
        var keys = target.Credentials!;
        AWSCredentials credentials = keys.SessionToken is { } token
            ? new SessionAWSCredentials(keys.AccessKey, keys.SecretKey, token)
            : new BasicAWSCredentials(keys.AccessKey, keys.SecretKey);
        return new AmazonS3Client(credentials, new AmazonS3Config
        {
            ServiceURL = target.Endpoint.GetLeftPart(UriPartial.Authority),
            AuthenticationRegion = target.Region,
            ForcePathStyle = target.Style == AddressingStyle.Path,
            UseHttp = target.Endpoint.Scheme == Uri.UriSchemeHttp,
            MaxErrorRetry = 0,
            Timeout = target.Deadline,
            RequestChecksumCalculation = checksums ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = checksums ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = new Factory(session.Handler),
        });
    }

    private sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}

/// <summary>A client read an answer that is whole and well formed, and still not what it asked for.</summary>
internal sealed class UnexpectedAnswerException(string message) : Exception(message)
{
    /// <summary>Throws unless a condition holds.</summary>
    public static void Unless(bool held, string otherwise)
    {
        if (!held)
        {
            throw new UnexpectedAnswerException(otherwise);
        }
    }
}

/// <summary>The names of a case in the words of the SDK.</summary>
internal sealed class Names(ClientSession session)
{
    /// <summary>The session itself.</summary>
    public ClientSession Session => session;

    /// <summary>The bucket.</summary>
    public string Bucket => session.Bindings.MainBucket;

    /// <summary>The key written to.</summary>
    public string Key => session.Bindings.DestinationKey;

    /// <summary>The upload of the precondition.</summary>
    public string UploadId => session.Bindings.Upload(Slot.Upload.Name).Id;

    /// <summary>The source of the precondition.</summary>
    public BoundObject Source => session.Bindings.Object(Slot.Source.Name);
}
